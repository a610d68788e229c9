"""What readers see: one module for each kind of entry, its views beside the functions that fill them."""
