"""`minigiants doctor`: look at the machine, and say what to do where it isn't ready."""

from minigiants.cli.doctor.checks import examine
from minigiants.cli.doctor.command import doctor

__all__ = ["doctor", "examine"]
