"""Validation of a submission: read, structure, rows, keys, rules, continuity; then a report.

    pipeline        `validate`, for users: a path, an archive or DataFrames to a report
    sandbox         the process apart in which a stranger's files are read and judged
    run             the steps, in their order
    context         what a rule may look at: figures, records, the release, the nation
    rules/          the rules, a module for each family

All but `pipeline.validate` is internal.
"""
