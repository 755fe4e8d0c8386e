"""Hook of PyInstaller: every module, which the package imports late, and the data that it reads as files."""

from pathlib import PurePosixPath

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

from peel_data import paths

hiddenimports = collect_submodules("peel_data", filter=lambda name: not name.endswith("__main__"))
datas = collect_data_files("peel_data")
datas.append((str(paths.package() / "version.py"), "peel_data"))  # what proves the history
if paths.root() == paths.package().parent:  # of a checkout the bundle is made here
    for name in (paths.DESCRIPTOR, "schemas", "data", "history"):
        source = paths.root() / name
        files = [source] if source.is_file() else source.rglob("*")
        datas += [
            (
                str(each),
                str(PurePosixPath("peel_data/bundle", each.parent.relative_to(paths.root()))),
            )
            for each in files
            if each.is_file()
        ]
