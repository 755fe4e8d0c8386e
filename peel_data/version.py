"""The version of the package and of its data: one number, kept here and nowhere else by hand."""

__version__ = "1.0.0"
