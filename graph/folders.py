"""Files and folders that are whole on disk or not there at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_MANY: Final = 500
"""With more files, telling the system to bring everything to disk is faster than asking for each."""


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a machine after a power cut, sees the old content or the new."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)


def sync_folder(folder: Path) -> None:
    """Bring a folder's own entries to disk, so that a rename in it survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Bring every file and folder below ``folder`` to disk; a file with other hard links was synced with the first."""
    paths = [path for path in folder.rglob("*") if path.is_dir() or path.stat().st_nlink == 1]
    if len(paths) > _MANY:
        os.sync()
        return
    for path in paths:
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
    sync_folder(folder)
