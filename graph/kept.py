"""What an interrupted load left on disk for ``--resume``: a checkpoint of its store, source texts and its journal."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.generations import KEPT, Generation, Generations
from graph.journal import FILE_NAME, Journal, is_journal

BUILDING: Final = ".building"
_TRIES: Final = 20
_PAUSE: Final = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class KeptLoad:
    """What an interrupted load kept: checkpoint ``number``, ``documents`` written so far, and the ``paths`` asked."""

    number: int
    documents: int
    paths: tuple[Path, ...]


def kept_load(folder: Path) -> KeptLoad | None:
    """What ``--resume`` would go on from in the folder of a load; ``number`` is 0 where nothing was kept yet."""
    path = folder / FILE_NAME
    if not is_journal(path):
        return None
    journal = Journal(path)
    try:
        number = int(journal.state("kept") or 0)
        paths = tuple(Path(one) for one in json.loads(journal.state("paths") or "[]"))
        there = (folder / f"kept-{number}").is_dir()
        return KeptLoad(number if there else 0, journal.count_written(), paths)
    finally:
        journal.close()


def interrupted(generations: Generations) -> KeptLoad | None:
    """The load that was interrupted, if any. One that was ended between its last two steps is finished first."""
    current = generations.current_number() or 0
    for generation in generations.all():
        kept = kept_load(generation.path)
        if kept is not None:
            if generation.number > current:
                finish(generations, generation.number)
            return kept
    return kept_load(generations.folder / BUILDING)


def finish(generations: Generations, number: int) -> Generation:
    """Switch to a generation that is whole; only then is what was kept on the way not needed any more."""
    generation = generations.switch(number)
    for kept in generation.path.glob("kept-*"):
        shutil.rmtree(kept, ignore_errors=True)
    (generation.path / FILE_NAME).unlink(missing_ok=True)
    prune(generations)
    return generation


def prune(generations: Generations, keep: int = KEPT) -> list[int]:
    """Drop all generations but the current one and those it came from, ``keep`` in all; gives those dropped."""
    kept: list[int] = []
    one: Generation | None = generations.current()
    while one is not None and one.path.is_dir() and len(kept) < keep:
        kept.append(one.number)
        parent = one.manifest.parent
        one = Generation(generations.folder / str(parent)) if parent is not None else None
    dropped = [other for other in generations.all() if other.number not in kept]
    for other in dropped:
        shutil.rmtree(other.path, ignore_errors=True)
    return [other.number for other in dropped]


def remove_tree(folder: Path) -> None:
    """Remove a folder with all in it.

    A database that an exception's traceback still holds open may write a file while its folder is being removed.
    """
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)
