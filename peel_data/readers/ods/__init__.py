"""Internal. OpenDocument spreadsheets (.ods), as streams of cells; repeated rows are counted, not built.

workbook    the sheets and their rows
cells       what a cell shows, held against what it holds
dates       the same for dates
styles      how the text of a cell looks, with what it inherits
formats     number formats, as far as they hide what a cell holds
conditions  conditional formats, and zeros that a view hides
looks       what cells show by their styles and conditional formats
"""
