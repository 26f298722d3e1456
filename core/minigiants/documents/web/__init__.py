"""Read HTML and Markdown: what a reader sees of them."""

from minigiants.documents.web.html import blocks as html_blocks
from minigiants.documents.web.html import read as read_html
from minigiants.documents.web.markdown import read as read_markdown

__all__ = ["html_blocks", "read_html", "read_markdown"]
