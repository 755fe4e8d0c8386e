"""Reading a stranger's files: from a path to tables of text, and nothing is taken on trust."""

from peel_data.validation.limits import DEFAULT, Limits
from peel_data.validation.read.submission import read

__all__ = ["DEFAULT", "Limits", "read"]
