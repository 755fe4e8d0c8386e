"""The arithmetic of printed numbers: identities, implied quantities, comparisons.

    identities   what must hold between figures, and what may be assumed: all of it data
    network      from figures to the quantities behind them
    propagation  bounds of quantities that hang together
    implied      bounds on what is never printed
    conflicts    figures that cannot all be right
    compare      two figures side by side

`docs/arithmetic.md` explains it with the report's own numbers.
"""
