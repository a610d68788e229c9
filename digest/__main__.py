"""`python -m digest` is the same as `digest`."""

import sys

from digest.outside.cli import main

if __name__ == "__main__":
    sys.exit(main())
