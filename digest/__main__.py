"""`python -m digest` is the same as `digest`."""

import sys

from digest.outside.cli import program

if __name__ == "__main__":
    sys.exit(program())
