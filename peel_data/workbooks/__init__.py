"""Internal. Writing workbooks: pages of cells, as an Excel workbook or an OpenDocument spreadsheet.

    letters, pages <- look <- ods_styles <- ods, xlsx; packing

The same pages give the same bytes. What is on the pages is for those to say who have something to write.
"""
