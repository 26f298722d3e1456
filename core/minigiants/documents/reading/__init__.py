"""Read files in a process of their own, within limits, so that no file can stop or fill the program that asks."""

from minigiants.documents.reading.files import contents, shown_name
from minigiants.documents.reading.limits import Limits
from minigiants.documents.reading.reader import FileReader

__all__ = ["FileReader", "Limits", "contents", "shown_name"]
