"""Bring files into a collection, one at a time, with a report for each."""

from minigiants.ingestion._ingest import FileReport, Progress, Source, Stage, hidden, ingest, named
from minigiants.ingestion._watch import Watch

__all__ = ["FileReport", "Progress", "Source", "Stage", "Watch", "hidden", "ingest", "named"]
