"""Bundles the Data Package into wheels, so that the installed package carries its own figures.

The descriptor, the schemas and the data stand at the root of the checkout, where any Frictionless
client reads them; a wheel holds them under `peel_data/bundle`. An editable installation reads the
checkout itself and gets no copy that could fall behind.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

BUNDLED = ("datapackage.json", "schemas", "data")
HISTORY = "history"  # past releases; there are none before the first
VERIFY = "peel_data.history"  # a module that needs no more than the standard library
BUNDLE = "peel_data/bundle"


PROJECT = "https://github.com/peel-data/peel_data"
LINK = re.compile(r"\]\((?!https?://|#)([^)\s]+)\)")
"""A link of README.md into the checkout, which leads nowhere on the page of a package index."""


class ReadmeHook(MetadataHookInterface):
    """Makes the package's description of README.md, its links into the checkout absolute."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the description."""
        root = Path(self.root)
        found = re.search(
            r'^__version__ = "(.+)"$',
            (root / "peel_data/version.py").read_text("utf-8"),
            re.MULTILINE,
        )
        version = f"v{found[1]}" if found else "main"

        def absolute(link: re.Match[str]) -> str:
            picture = link[1].endswith((".png", ".svg"))
            shown = "raw" if picture else "tree" if (root / link[1]).is_dir() else "blob"
            return f"]({PROJECT}/{shown}/{version}/{link[1]})"

        text = LINK.sub(absolute, (root / "README.md").read_text("utf-8"))
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


class BundleHook(BuildHookInterface[BuilderConfig]):
    """Adds the Data Package to a wheel; refuses a half-finished change and a changed history."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name each file of the Data Package and its place in the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        if (root / ".peel-data" / "moving").exists():
            self.app.abort(
                f"{root}: an interrupted change waits to be finished, so the files are a mixture "
                "of old and new. Run the interrupted command again, then build."
            )
        missing = [name for name in BUNDLED if not (root / name).exists()]
        if missing:
            self.app.abort(f"{root}: there is no {' and no '.join(missing)} to put into the build.")
        self._verify_history(root)
        if self.target_name == "wheel":
            build_data["force_include"].update(
                {str(root / name): f"{BUNDLE}/{name}" for name in self._files(root)}
            )

    def _verify_history(self, root: Path) -> None:
        """Abort unless past releases are what they were, by the code of the checkout itself."""
        done = subprocess.run(
            [sys.executable, "-B", "-m", VERIFY, str(root)],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            self.app.abort(f"Past releases could not be verified. {done.stderr.strip()}")

    def _files(self, root: Path) -> list[str]:
        """List the files of the Data Package, without what git ignores."""
        bundled = (*BUNDLED, HISTORY)
        paths = (path for name in bundled for path in (root / name, *(root / name).rglob("*")))
        names = (path.relative_to(root).as_posix() for path in paths if path.is_file())
        return sorted(name for name in names if not self.build_config.path_is_excluded(name))
