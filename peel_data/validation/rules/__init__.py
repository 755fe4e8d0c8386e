"""The rules, a module for each family; each code is one small class."""
