"""Know personal data by where it stands: the fields of a table or an object, and the names of files."""

from minigiants.privacy.files.fields import field_entity, field_type
from minigiants.privacy.files.texts import rewritten, words
from minigiants.privacy.files.titles import impersonal

__all__ = ["field_entity", "field_type", "impersonal", "rewritten", "words"]
