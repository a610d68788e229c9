"""What a build gives."""
