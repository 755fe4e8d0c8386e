"""A Report for people and for machines: a module for each format, no logic."""
