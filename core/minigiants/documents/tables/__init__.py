"""Read files that hold a table."""

from minigiants.documents.tables.csv import read as read_csv

__all__ = ["read_csv"]
