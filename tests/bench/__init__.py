"""A benchmark of whole builds, beside other generators; `python -m tests.bench` runs it, pytest does not."""
