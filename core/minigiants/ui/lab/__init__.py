"""Compare models on this computer's own work: run, watch, look into, and choose between answers with names hidden."""

from minigiants.ui.lab.page import DESCRIPTION, TITLE, lab_page

__all__ = ["DESCRIPTION", "TITLE", "lab_page"]
