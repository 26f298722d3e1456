"""Ask the service of this container how it fares: exit 0 when well, 1 when it says that something ails, 2 when silent.

It asks at http://127.0.0.1:PORT and HEALTH, as the environment names them, and prints the answer.
"""

import os
import sys
import urllib.error
import urllib.request

PATIENCE = 4
"""Seconds."""


def main() -> int:
    """Ask once."""
    address = f"http://127.0.0.1:{os.environ['PORT']}{os.environ['HEALTH']}"
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            print(answer.read(500).decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        print(error.read(500).decode("utf-8", "replace"))
        return 1
    except OSError as error:
        print(f"no answer ({type(error).__name__})")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
