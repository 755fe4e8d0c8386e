"""The version of the package and of its data: one number, kept here and nowhere else by hand."""

__version__ = "1.0.0"
RELEASED = "2026-11-23"
"""The day this version was settled, as an ISO date."""
