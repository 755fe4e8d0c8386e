"""Reading a stranger's files: from a path to tables of text, and nothing is taken on trust."""

from peel_data.readers.limits import DEFAULT, Limits
from peel_data.readers.submission import read

__all__ = ["DEFAULT", "Limits", "read"]
