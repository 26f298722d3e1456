"""Recognise the text on pictures of pages, with Tesseract where it is installed."""

from minigiants.documents.ocr.tesseract import DOTS, Recognition, allowed, recognise

__all__ = ["DOTS", "Recognition", "allowed", "recognise"]
