"""Reading a submission: a path in, text in cells with addresses out."""
