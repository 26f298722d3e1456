"""Measure how right files are read, beside the libraries that read them too."""
