"""Internal. The one definition of every table.

vocabulary  the closed vocabularies as types (generated)
cell_types  how the cells of each type are written and read, and what breaks a field of a Table Schema
spec        what a table is beside its columns
periods     twelve months
row_rules   what the cells of a row must make of each other
interval    closed intervals with exact ends; what a printed number stands for
columns     the columns that tables are made of
base        the parts of row models; a module for each topic beside it
registry    every row model, in the order a reader meets the tables
descriptor  row models to Table Schemas and the data package's descriptor
"""
