"""Run the side-by-side comparison: `python -m benchmarks`, or `make bench`."""

from benchmarks.document_qa import main

main()
