"""Internal. The one definition of every table.

vocabulary  the closed vocabularies as types (generated)
interval    closed intervals with exact ends; what a printed number stands for
columns     the columns that tables are made of
base        a row model and its table's spec; a module for each topic beside it
registry    every row model, in the order a reader meets the tables
descriptor  row models to Table Schemas and the data package's descriptor
"""
