"""Internal. Published figures as objects.

citation    a figure as a sentence, as BibTeX, as CSL-JSON
standings   how a figure stood in each release
figure      `Figure` and `Figures`, and how a record becomes one
catalogue   all figures of the installed release, and one by its id
search      figures by words
releases    past releases, read from the installed package alone
build       value columns to the records of the table `figures`
"""
