"""Reading a stranger's files: from a path to tables of text, and nothing is taken on trust.

`Limits` is for users; all else is internal. Knows no schema and no pydantic: what a table should look like
is told by its names alone.
"""

from peel_data.readers.limits import DEFAULT, Limits
from peel_data.readers.submission import read

__all__ = ["DEFAULT", "Limits", "read"]
