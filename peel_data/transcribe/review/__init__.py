"""Internal. A draft as a person looks at it.

gathering   what is left to look at, from the draft's folder
page, style     one self-contained page of HTML
images      pictures of the pages of a PDF
"""
