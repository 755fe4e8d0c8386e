"""Internal. The form in which a new year's figures are supplied: a workbook, or a folder of CSV files.

    plan <- guide <- table_pages, csv_files <- writing
    form_ranges, form_checks <- form_page <- writing

`plan` decides from data what an edition asks of an area; the rest only writes it down.
"""
