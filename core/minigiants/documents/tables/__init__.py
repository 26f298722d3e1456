"""Read files that hold a table, and give the columns of any table as typed values."""

from minigiants.documents.tables.columns import Column, columns
from minigiants.documents.tables.csv import read as read_csv

__all__ = ["Column", "columns", "read_csv"]
