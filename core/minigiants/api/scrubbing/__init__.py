"""Find and take out personal data over HTTP, in the form of Presidio's analyzer and anonymizer."""

from minigiants.api.scrubbing.app import LARGEST, build_scrub_app

__all__ = ["LARGEST", "build_scrub_app"]
