"""Upkeep of a store's folder: a copy of it elsewhere, and the same generation again with its database rewritten."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from graph.building import Building
from graph.derived import Filled, derive
from graph.errors import StoreError, of_system
from graph.folders import replace_file, sync_tree
from graph.generations import Generation, Generations
from graph.lock import load_lock
from ontology import Iris


def compact(generations: Generations, wait: float) -> Generation:
    """Make the next generation of the current one, the same but for its database, which is rewritten for reading."""
    require_folder(generations)
    try:
        with load_lock(generations.root, wait):
            return _compacted(generations)
    except OSError as error:
        raise of_system(str(generations.root), error) from error


def _compacted(generations: Generations) -> Generation:
    start = time.perf_counter()
    parent = generations.current()
    iris = Iris(parent.manifest.base)
    with Building(generations, parent, iris, fresh=False) as building:
        building.keep_texts_of_parent(parent.manifest.documents.values())
        derive(Filled(building.store, iris, building.path, parent.path, frozenset()))
        building.store.compact()
        manifest = replace(
            parent.manifest,
            number=building.number,
            parent=parent.number,
            created_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            seconds=round(time.perf_counter() - start, 3),
        )
        return building.publish(manifest, compact=False)


def backup(generations: Generations, target: Path, wait: float) -> Generation:
    """Copy the current generation into the new folder ``target``, which is a store of its own; every file is compared.

    Raises StoreError for a folder that is not empty, and for a copy that differs.
    """
    require_folder(generations)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StoreError(str(target), "it is not an empty folder", "Name a new one for the copy")
    try:
        with load_lock(generations.root, wait):
            current = generations.current()
            copy = Generations(target)
            folder = copy.folder / str(current.number)
            shutil.copytree(current.path, folder)
            _require_same(current.path, folder)
            sync_tree(target)
            replace_file(target / "current", f"{current.number}\n".encode("ascii"))
    except OSError as error:
        raise of_system(str(target), error) from error
    return copy.current()


def _require_same(first: Path, second: Path) -> None:
    for path in first.rglob("*"):
        copied = second / path.relative_to(first)
        if path.is_file() and _digest(path) != _digest(copied):
            raise StoreError(str(copied), f"the copy differs from {path}", "Check the disk and make the copy again")


def _digest(path: Path) -> bytes:
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.digest()


def require_folder(generations: Generations) -> None:
    """Raises StoreError for a SPARQL server."""
    if generations.server is not None:
        problem = "this is for a store in a folder, not for a SPARQL server"
        raise StoreError(generations.server.query, problem, "Use the server's own tools for it")
