"""Find what has a shape: numbers, dates, addresses, places of closed lists, and numbers with check digits."""

from minigiants.privacy.find.shapes.patterns import shaped
from minigiants.privacy.find.shapes.places import placed
from minigiants.privacy.find.shapes.plates import plates
from minigiants.privacy.find.shapes.registered import registered

__all__ = ["placed", "plates", "registered", "shaped"]
