"""How entries belong together."""
