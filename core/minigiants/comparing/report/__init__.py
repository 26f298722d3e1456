"""Write a comparison down for whoever did not see it run: a page, a table, pictures."""

from minigiants.comparing.report.page import drawn, html, table, write_reports

__all__ = ["drawn", "html", "table", "write_reports"]
