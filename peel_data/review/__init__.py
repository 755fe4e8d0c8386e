"""Internal. A draft as the person who reviews it sees it.

gathering       what is left to look at, from the draft's folder
page, style     one self-contained page of HTML
"""
