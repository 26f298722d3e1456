"""Recognise the text on pictures of pages, with Tesseract where it is installed."""

from minigiants.documents.ocr.recogniser import Recogniser, allowed
from minigiants.documents.ocr.tesseract import DOTS, PlacedWord, Recognition

__all__ = ["DOTS", "PlacedWord", "Recogniser", "Recognition", "allowed"]
