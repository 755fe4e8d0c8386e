"""Internal. A page on this computer for people without a terminal: the form, the check, the report.

jobs    submissions that are being judged, and what became of them
pages   the pages as HTML, without scripts
app     addresses, and who may ask for them
run     the server, from its start to the removal of everything it kept
"""
