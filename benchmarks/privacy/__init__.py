"""Measure how well personal data is found, and write the notes that the finder learns from."""
