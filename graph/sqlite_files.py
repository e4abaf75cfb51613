"""SQLite files beside a store: opened to be read, known by their format, taken over from the generation before."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path


def open_to_read(path: Path) -> sqlite3.Connection:
    """A file of a published generation, which nobody writes to any more."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def has_format(path: Path, number: int) -> bool:
    """Whether the file is there and has the tables of a format (its ``user_version``)."""
    if not path.exists():
        return False
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        (found,) = database.execute("PRAGMA user_version").fetchone()
    return bool(found == number)


def take_over(folder: Path, parent: Path | None, name: str, number: int) -> bool:
    """Copies the file ``name`` from a parent's folder; False, with nothing done, where there is none of that format."""
    if parent is None or not has_format(parent / name, number):
        return False
    shutil.copyfile(parent / name, folder / name)
    return True
