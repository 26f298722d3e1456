"""Decode text of unknown encoding, and read plain text."""

from minigiants.documents.plain.text import ITEM, blocks, decode, read

__all__ = ["ITEM", "blocks", "decode", "read"]
