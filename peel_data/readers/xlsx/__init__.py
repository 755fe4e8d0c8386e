"""Internal. Excel workbooks (.xlsx), as streams of rows; no formula is ever calculated.

workbook    the package: which sheets there are, and what they share
parts       the relations and the list of sheets that lead there
sheet       one worksheet as a stream of rows
texts       the shared texts, and which parts of them are written in another font
styles      the number format, font and background of each cell style
paint       what a style says of fonts and fills
colours     the colours of the theme and the palette
conditions  conditional formats that can change what a cell shows
looks       what a cell shows, held against what it holds
"""
