"""Run the command line as `python -m minigiants`."""

from minigiants.cli import main

if __name__ == "__main__":
    main()
