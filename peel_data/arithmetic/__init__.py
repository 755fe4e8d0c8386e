"""The arithmetic of printed numbers: intervals, identities, implied quantities, comparisons."""
