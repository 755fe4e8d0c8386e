"""Everything that writes to a source checkout: diff, accept, revise, release."""
