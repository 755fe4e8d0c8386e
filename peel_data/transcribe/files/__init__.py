"""Internal. A report's file becomes a `Document`, whatever kind of file it is.

reading     chooses the reader by the ending of the name
text, html, docx, pdf    a module for each kind of file
page, layout    of a PDF: runs of words on a page, and lines in reading order
normalise   one spelling for what programs write in many ways
document    what comes of it: lines, with their places on pages
"""
