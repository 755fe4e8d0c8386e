"""Internal. The one definition of every table: columns, cell types, row models and Table Schemas."""
