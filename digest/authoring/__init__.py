"""What helps authors write: the reference of fields, schemas, skeletons, and entries made of what others published."""
