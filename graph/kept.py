"""What an interrupted load left on disk for ``--resume``: a checkpoint of its store, source texts and its journal."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.generations import Generations
from graph.journal import FILE_NAME, Journal

BUILDING: Final = ".building"
_TRIES: Final = 20
_PAUSE: Final = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class KeptLoad:
    """What an interrupted load kept: checkpoint ``number``, ``documents`` written so far, and the ``paths`` asked."""

    number: int
    documents: int
    paths: tuple[Path, ...]


def kept_load(generations: Generations) -> KeptLoad | None:
    """What ``--resume`` would go on from, or None."""
    path = generations.folder / BUILDING / FILE_NAME
    if not path.exists():
        return None
    journal = Journal(path)
    try:
        number = int(journal.state("kept") or 0)
        if not number or not (path.parent / f"kept-{number}").is_dir():
            return None
        paths = tuple(Path(one) for one in json.loads(journal.state("paths") or "[]"))
        return KeptLoad(number, journal.count_written(), paths)
    finally:
        journal.close()


def remove_tree(folder: Path) -> None:
    """Remove a folder with all in it.

    A database that an exception's traceback still holds open may write a file while its folder is being removed.
    """
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)
