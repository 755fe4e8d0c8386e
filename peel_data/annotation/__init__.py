"""Internal. The officer's own workbook back, with every bad cell marked and commented.

The package of the workbook is edited part by part: what is not touched stays byte for byte.

splice            finds elements in the text of a part, and changes that text at those places alone
plan              what of a report is written where
findings_sheet    the first sheet, which lists the findings
package           the parts that lead to the sheets: content types, relations, workbook, styles
comments          notes on cells, and the drawing that Excel wants for them
workbook          all of it together
worker, writing   in a process of its own, from a path to a path
"""
