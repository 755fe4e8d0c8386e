"""The rules, one module for each family; `RULES` is the one table of codes."""
