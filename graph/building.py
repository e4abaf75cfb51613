"""The next generation while a load fills it: made from the current one by hard links, published whole or not at all."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from graph.errors import StoreError
from graph.folders import sync_folder, sync_tree
from graph.generations import KEPT, Generation, Generations, text_path
from graph.journal import FILE_NAME as JOURNAL
from graph.journal import Journal
from graph.manifest import DocumentEntry, Manifest, write_manifest
from graph.reference import begin_store
from graph.store import OxigraphStore, open_store
from loaders.sidecar import sidecar_path
from ontology import Iris

_TRIES, _PAUSE = 20, 0.05  # seconds
_FOLDERS = frozenset({"generations", "current", "current.part", "lock"})


class Building:
    """A context: its folder is gone when it ends, unless ``publish`` made it a generation.

    It begins as the parent's store; ``fresh``, with the reference data alone: there is no parent, or one whose
    reference data is of another version.
    """

    def __init__(self, generations: Generations, parent: Generation | None, iris: Iris, *, fresh: bool) -> None:
        self.generations = generations
        self.parent = parent
        self.fresh = fresh
        self._iris = iris
        self.path = generations.folder / ".building"

    def __enter__(self) -> Self:
        self._clean()
        try:
            self._begin()
        except BaseException:
            self._clean()
            raise
        return self

    def _begin(self) -> None:
        self.path.mkdir(parents=True)
        if self.parent is not None and not self.fresh:
            self.parent.open().checkpoint(self.path / "store")
        else:
            begin_store(self.path / "store", self._iris)
        self._store: OxigraphStore | None = open_store(self.path / "store", read_only=False)
        self._journal: Journal | None = Journal(self.path / JOURNAL)

    def __exit__(self, *_: object) -> None:
        self._store = None
        self._close_journal()
        self._clean()

    @property
    def store(self) -> OxigraphStore:
        """The store to fill."""
        if self._store is None:
            raise RuntimeError("the generation is published or given up")
        return self._store

    @property
    def journal(self) -> Journal:
        """What the load has done so far."""
        if self._journal is None:
            raise RuntimeError("the generation is published or given up")
        return self._journal

    @property
    def number(self) -> int:
        """Its number once it is published: one more than any there is."""
        there = self.generations.all()
        return there[-1].number + 1 if there else 1

    def keep_text(self, sha256: str, text: str, sidecar: Path | None) -> None:
        """Keep a source text under its SHA-256, and beside it the sidecar of the file it came from."""
        path = text_path(self.path, sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        if sidecar is not None:
            shutil.copyfile(sidecar, sidecar_path(path))

    def keep_texts_of_parent(self, entries: Iterable[DocumentEntry]) -> None:
        """Take over source texts of the generation before, without copying them."""
        if self.parent is None:
            return
        for entry in entries:
            old, new = text_path(self.parent.path, entry.text_sha256), text_path(self.path, entry.text_sha256)
            if not new.exists():
                new.parent.mkdir(parents=True, exist_ok=True)
                os.link(old, new)
            if entry.sidecar_sha256 is not None and not sidecar_path(new).exists():
                os.link(sidecar_path(old), sidecar_path(new))

    def publish(self, manifest: Manifest, *, compact: bool) -> Generation:
        """Bring everything to disk, make it a generation, switch to it, and drop those nobody can go back to."""
        if compact:
            self.store.compact()
        self._seal()
        self._close_journal()
        write_manifest(manifest, self.path)
        sync_tree(self.path)
        target = self.generations.folder / str(manifest.number)
        self.path.rename(target)
        sync_folder(self.generations.folder)
        generation = self.generations.switch(manifest.number)
        self._prune(generation)
        return generation

    def _seal(self) -> None:
        """Close the database and keep a checkpoint in its place: that has no write-ahead log to read back."""
        self.store.flush()
        self.store.checkpoint(self.path / "sealed")
        self._store = None
        shutil.rmtree(self.path / "store")
        (self.path / "sealed").rename(self.path / "store")

    def _close_journal(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        (self.path / JOURNAL).unlink(missing_ok=True)

    def _prune(self, generation: Generation) -> None:
        kept: list[int] = []
        one: Generation | None = generation
        while one is not None and one.path.is_dir() and len(kept) < KEPT:
            kept.append(one.number)
            parent = one.manifest.parent
            one = Generation(self.generations.folder / str(parent)) if parent is not None else None
        for other in self.generations.all():
            if other.number not in kept:
                shutil.rmtree(other.path, ignore_errors=True)

    def _clean(self) -> None:
        """Remove what this load, or one that was killed, left unfinished.

        A database that an exception's traceback still holds open may write a file while its folder is being removed.
        """
        for _ in range(_TRIES):
            shutil.rmtree(self.path, ignore_errors=True)
            if not self.path.exists():
                return
            time.sleep(_PAUSE)


def prepare_root(root: Path) -> None:
    """Make the store's folder where there is none. Raises StoreError for one that holds something else."""
    if root.is_dir():
        foreign = sorted(path.name for path in root.iterdir() if path.name not in _FOLDERS)
        if foreign and not (root / "generations").is_dir():
            raise StoreError(
                str(root),
                f"the folder is no store of Liên Văn (it holds {foreign[0]})",
                "Name an empty or new folder with LIENVAN_STORE",
            )
    elif root.exists():
        raise StoreError(str(root), "it is a file, not a folder", "Name a folder with LIENVAN_STORE")
    root.mkdir(parents=True, exist_ok=True)
