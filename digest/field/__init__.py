"""What this digest is about: all that the code knows of language models."""
