"""Read the files of OpenDocument: texts, workbooks and presentations."""

from minigiants.documents.office.opendocument.read import read

__all__ = ["read"]
