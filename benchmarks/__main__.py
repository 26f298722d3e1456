"""Run the side-by-side comparisons, the search for personal data first: `python -m benchmarks`, or `make bench`."""

import sys

from benchmarks import document_qa
from benchmarks.privacy import speed

if "--json" not in sys.argv and "-h" not in sys.argv and "--help" not in sys.argv:
    speed.main()
document_qa.main()
