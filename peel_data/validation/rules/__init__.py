"""The rules, one module for each family; `registry` has the one table of codes."""
