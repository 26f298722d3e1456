"""Decode text of unknown encoding, and read plain text."""

from minigiants.documents.plain.text import ITEM, decode, read

__all__ = ["ITEM", "decode", "read"]
