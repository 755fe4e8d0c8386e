"""Transcribe a report: from its text to cited figures, audited, for a person to review. Internal.

`reading` turns a file into a `Document`; `draft` is the folder that a person reviews and `accept` takes.
"""
