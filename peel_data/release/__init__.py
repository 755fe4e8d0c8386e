"""Internal. Everything that writes to a source checkout: generate, accept, revise, release; and `diff`."""
