"""Write labels, stand-ins and coarser values for personal data, and put the originals back."""

from minigiants.privacy.replace.labels import held
from minigiants.privacy.replace.restore import Restored, restore
from minigiants.privacy.replace.reversible import ReversibleAnonymizer
from minigiants.privacy.replace.scrub import Scrubber
from minigiants.privacy.replace.scrubbed import Replacement, Scrubbed
from minigiants.privacy.replace.session import Names

__all__ = ["Names", "Replacement", "Restored", "ReversibleAnonymizer", "Scrubbed", "Scrubber", "held", "restore"]
