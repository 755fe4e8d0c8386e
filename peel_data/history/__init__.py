"""Internal. Past releases as they were published, each distinct piece of content stored once.

    history/1.0.0.json         the manifest of a release: version, day, files, and the manifest before it
    history/objects/SHA256     content, under the hash of itself
    history/recipes/SHA256     how the file of that hash is put together from objects

Names prove contents, `previous` proves the order, and `HISTORY_HEAD` in `peel_data/version.py` pins the
newest manifest. Nothing here imports more than the standard library, so that a build can verify too.
"""
