"""Internal. Published figures as objects: built from the tables, found, put into words, cited."""
