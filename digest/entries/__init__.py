"""What authors write, one file at a time."""
