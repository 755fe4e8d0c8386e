"""A small repository that passes for a checkout, and one change of it that does all that a change can do."""

from __future__ import annotations

import shutil
from pathlib import Path

from peel_data import paths
from peel_data.release.staging import open_checkout
from peel_data.release.tables_source import VOCABULARY
from support.steward import git

OLD = {
    "data/changed.csv": b"key,value\na,1\n",
    "data/same.csv": b"key,value\nb,2\n",
    "datapackage.json": b'{"version": "1.0.0"}\n',
    "peel_data/version.py": b'__version__ = "1.0.0"\n',
}
NEW = OLD | {
    "data/changed.csv": b"key,value\na,1\na,2\n",
    "data/next/new.csv": b"key\n" + b"x\n" * 100,
    "datapackage.json": b'{"version": "1.1.0"}\n',
    "peel_data/version.py": b'__version__ = "1.1.0"\n',
}
KEPT = {".gitattributes": b"* text=auto eol=lf\n", ".gitignore": b".peel-data/\n*.tmp\n"}


def lay_out(root: Path, repository: Path | None = None) -> Path:
    """Commit the old files in `root`, a folder of the repository."""
    for name, content in {**OLD, **KEPT}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    (root / VOCABULARY).parent.mkdir()
    shutil.copy(paths.package().parent / VOCABULARY, root / VOCABULARY)
    top = repository or root
    git(top, "init", "--quiet", "--initial-branch=main")
    for setting in ("user.name=A. Steward", "user.email=steward@example.org"):
        git(top, "config", *setting.split("=", 1))
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "Old")
    return root


def change(root: Path, *, dry_run: bool = False, meanwhile=lambda: None) -> dict[str, bytes]:
    """Change the old files, or the new ones again, into the new ones."""
    with open_checkout(root, dry_run=dry_run) as staged:
        staged.write(NEW)
        contents = staged.changes()
        meanwhile()
        if contents:
            staged.commit("Change\n\n# Everything.\n")
    return contents


def tree(root: Path) -> dict[str, bytes]:
    """Return what stands in the checkout of the files that are not everywhere the same."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
        and not {".git", ".peel-data", "vocabulary.py", *KEPT} & set(path.relative_to(root).parts)
    }


def head(root: Path) -> str:
    return git(root, "rev-parse", "HEAD").strip()


def assert_settled(root: Path, files: dict[str, bytes]) -> None:
    """These are the files, all of them committed, and nothing of a command is left over."""
    assert tree(root) == files
    assert git(root, "status", "--porcelain", "--untracked-files=normal", "--", ".") == ""
    assert git(root, "worktree", "list", "--porcelain").count("worktree ") == 1
    left = {path.name for path in (root / ".peel-data").iterdir()}
    assert left <= {"lock", "moving.draft"}
