"""Internal. What a cell of a workbook shows, against what it holds, whatever the format of the file.

number_formats  the code of a number format becomes sections
number_views    what a section shows of a number
date_views      what a section shows of a date or time
serials         numbers as a workbook stores them, and the dates that they count
appearance      fonts: raised, struck out or unseen text
conditions      where a conditional format applies, and when
comparing       a view held against the number that the cell holds
flaws           what can be wrong with a cell, in the words of its finding
"""
