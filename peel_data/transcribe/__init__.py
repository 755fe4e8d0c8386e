"""Transcribe a report: from its file to cited figures, audited, for a person to review. Internal.

In the order in which a report goes through:

    run, sandbox        one report, from its file to its draft's folder, in a process of its own
    files               a report's file becomes a `Document`
    mismatch            is it of the force and edition that it is drafted for?
    contents, parts     the report in named parts, which citations name
    tokens, numbers, number_words, cells    every number, and what tables and panels say of it
    topics, wording, phrasing               what the words around a number speak of
    pattern, model, matching, phrases       recognised by what transcribed reports teach
    grammar, operational, telling_words, other_words, recognition
                        recognised by labels, names of measures, or value
    claims, doubts, plain, holding          what each number is, how sure that is, and what would show a misreading
    series, targets, figure_rows, statements, proposals    the rows of the draft
    draft, drafting, writing, edits         the draft's folder, and what a person changed in it
    row_reasons         how sure each row is, and why
    page_images         pictures of the pages that have something to look at
    differences         where it is built otherwise than the report that is its pattern
    audit, auditing, audit_lists            every number is a figure, or listed as none
    measures, learning  what accepting a draft adds: new measures, and a pattern for the next report
"""
