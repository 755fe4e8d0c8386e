"""Internal. A release written in other formats, each with its own way to keep titles, units, types and keys.

dataset   a release as every format needs it
writing   which format, and how a file or folder is written whole or not at all
arrow_files, sqlite, duckdb, workbook, package, csvw, json_ld    a module for each format
"""
