"""Read PDF files page by page, and draw a page with spans of its text marked."""

from minigiants.documents.pdf.attachments import attachments
from minigiants.documents.pdf.drawing import highlight_boxes, picture
from minigiants.documents.pdf.pages import is_pdf, page_text, read

__all__ = ["attachments", "highlight_boxes", "is_pdf", "page_text", "picture", "read"]
