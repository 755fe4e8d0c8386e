"""Internal. The one-page form, as it comes back.

unfolding   a filled-in form becomes the rows of tables that its lines mean
answers     what a person typed into a cell, where its meaning is certain
bases       residents and households given beside the rates, held against them
causes      what makes a whole form look wrong, told once
moves       figures that stand in the lines of others
findings    what is said of lines, many of them together
"""
