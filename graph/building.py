"""The next generation while a load fills it: made from the current one by hard links, published whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self

from graph.counting import CountingStore, open_counting
from graph.errors import StoreError
from graph.folders import sync_folder, sync_tree
from graph.generations import Generation, Generations, text_path
from graph.journal import FILE_NAME as JOURNAL
from graph.journal import Journal
from graph.kept import BUILDING, finish, kept_load, remove_tree
from graph.manifest import DocumentEntry, Manifest, write_manifest
from graph.reference import begin_store
from graph.store import OxigraphStore, open_store
from loaders.sidecar import sidecar_path
from ontology import Iris

_OTHER_PURPOSE: Final = "the interrupted load was of another version, other corrections or another generation"
_ANEW: Final = "Run lienvan load PATH without --resume: it begins anew"
_FOLDERS = frozenset({"generations", "current", "current.part", "lock"})


class Building:
    """A context: its folder is gone when it ends, unless ``publish`` made it a generation or ``keep`` a kept state.

    It begins as the parent's store; ``fresh``, with the reference data alone: there is no parent, or one whose
    reference data is of another version; with ``resume``, as what an interrupted load of the same ``purpose`` kept;
    ``empty``, with nothing.
    """

    def __init__(
        self,
        generations: Generations,
        parent: Generation | None,
        iris: Iris,
        *,
        fresh: bool,
        purpose: str = "",
        resume: bool = False,
        empty: bool = False,
    ) -> None:
        self.generations = generations
        self.parent = parent
        self.fresh = fresh
        self.path = generations.folder / BUILDING
        self.resumed = resume and self._kept_number() > 0
        self._iris = iris
        self._purpose = purpose
        self._empty = empty
        self._store: OxigraphStore | None = None
        self._journal: Journal | None = None

    def __enter__(self) -> Self:
        if not self.resumed:
            self._remove()
        try:
            (self._begin_again if self.resumed else self._begin)()
        except BaseException:
            self._leave()
            raise
        return self

    def _begin_again(self) -> None:
        """Go on from what was kept; whatever was written after that is gone."""
        self._clear_around_kept()
        self._journal = Journal(self.path / JOURNAL)
        if self._journal.state("purpose") != self._purpose:
            raise StoreError(str(self.generations.root), _OTHER_PURPOSE, _ANEW)
        open_store(self._kept_path()).checkpoint(self.path / "store")
        self._store = open_store(self.path / "store", read_only=False)

    def _begin(self) -> None:
        self.path.mkdir(parents=True)
        self._journal = Journal(self.path / JOURNAL)
        self._journal.note("purpose", self._purpose)
        if self.parent is not None and not self.fresh:
            open_store(self.parent.store_path).checkpoint(self.path / "store")
            self._store = open_counting(self.path / "store", self.parent.manifest.triples)
            return
        if not self._empty:
            begin_store(self.path / "store", self._iris)
        self._store = open_store(self.path / "store", read_only=False)

    def __exit__(self, *_: object) -> None:
        self._leave()

    def _leave(self) -> None:
        """Leave what was kept for ``--resume``, and nothing where nothing was."""
        self._store = None
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        if self._kept_number() == 0:
            self._remove()
        else:
            self._clear_around_kept()

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

    def triples(self) -> int:
        """How many there are; without walking over all of them where few changed."""
        store = self.store
        return store.total() if isinstance(store, CountingStore) else store.count()

    def keep_text(self, sha256: str, text: str, sidecar: Path | None) -> None:
        """Keep a source text under its SHA-256, and beside it the sidecar of the file it came from."""
        path = text_path(self.path, sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        if sidecar is not None:
            shutil.copyfile(sidecar, sidecar_path(path))

    def keep(self) -> None:
        """Make all that was filled so far last, for ``--resume``: also past a power cut.

        The checkpoint shares its files with the store; the journal names it in the same transaction that keeps the
        documents in it, so that the two always belong together.
        """
        number = int(self.journal.state("kept") or 0)
        self.store.flush()
        self.store.checkpoint(self._kept_path(number + 1))
        os.sync()
        self.journal.note("kept", str(number + 1))
        self.journal.keep()
        shutil.rmtree(self._kept_path(number), ignore_errors=True)

    def _kept_number(self) -> int:
        kept = kept_load(self.path)
        return kept.number if kept is not None else 0

    def _kept_path(self, number: int | None = None) -> Path:
        return self.path / f"kept-{self.journal.state('kept') if number is None else number}"

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
        write_manifest(manifest, self.path)
        self.journal.close()
        self._journal = None
        sync_tree(self.path)
        self.path.rename(self.generations.folder / str(manifest.number))
        sync_folder(self.generations.folder)
        return finish(self.generations, manifest.number)

    def _seal(self) -> None:
        """Close the database and keep a checkpoint in its place: that has no write-ahead log to read back."""
        self.store.flush()
        self.store.checkpoint(self.path / "sealed")
        self._store = None
        shutil.rmtree(self.path / "store")
        (self.path / "sealed").rename(self.path / "store")

    def _clear_around_kept(self) -> None:
        kept = kept_load(self.path)
        if kept is None:
            return
        for path in self.path.iterdir():
            if path.is_dir() and path.name not in (f"kept-{kept.number}", "texts"):
                remove_tree(path)

    def _remove(self) -> None:
        """Remove what this load, or one that was killed, left unfinished."""
        remove_tree(self.path)


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
