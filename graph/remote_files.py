"""The folder beside a SPARQL server: source texts, what is derived for pages and search, and the journal of a load.

It has the layout of ``graph.generations`` without databases. A machine that has no such folder, or an older one, makes
it from the server's manifest: then the texts of documents that it did not load itself are missing, and pages say so.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self

from graph.derived import derive_again
from graph.folders import sync_folder, sync_tree
from graph.generations import KEPT, Generation, Generations, text_path
from graph.journal import FILE_NAME as JOURNAL
from graph.journal import Journal
from graph.ledger import Ledger
from graph.manifest import DocumentEntry, Manifest, write_manifest
from graph.remote import RemoteStore
from loaders.sidecar import sidecar_path
from ontology import Iris

_BUILDING: Final = ".building"


class Beside:
    """A context: the files of the next generation, with a journal of what was written to the server.

    It begins with what an interrupted load of the same ``purpose`` left, and leaves what it has when it is interrupted.
    """

    def __init__(self, generations: Generations, parent: Generation | None, purpose: str) -> None:
        self._generations = generations
        self._parent = parent
        self._purpose = purpose
        self.path = generations.folder / _BUILDING
        self._journal: Journal | None = None

    def __enter__(self) -> Self:
        if not self._continues():
            shutil.rmtree(self.path, ignore_errors=True)
            self.path.mkdir(parents=True)
        self._journal = Journal(self.path / JOURNAL)
        self._journal.note("purpose", self._purpose)
        self._journal.keep()
        return self

    def _continues(self) -> bool:
        if not (self.path / JOURNAL).exists():
            return False
        journal = Journal(self.path / JOURNAL)
        try:
            return journal.state("purpose") == self._purpose
        finally:
            journal.close()

    def __exit__(self, *_: object) -> None:
        done = self._journal is None or not self._journal.count_written()
        if self._journal is not None:
            self._journal.close()
        if done:
            shutil.rmtree(self.path, ignore_errors=True)

    @property
    def journal(self) -> Journal:
        """The shared things that the load has to describe."""
        if self._journal is None:
            raise RuntimeError("the load has not begun, or has ended")
        return self._journal

    def keep_text(self, sha256: str, text: str, sidecar: Path | None) -> None:
        """Keep a source text under its SHA-256, and beside it the sidecar of the file it came from."""
        path = text_path(self.path, sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        if sidecar is not None:
            shutil.copyfile(sidecar, sidecar_path(path))

    def keep_texts_of_parent(self, entries: Iterable[DocumentEntry]) -> None:
        """Take over the source texts that are there, without copying them."""
        if self._parent is None:
            return
        for entry in entries:
            old, new = text_path(self._parent.path, entry.text_sha256), text_path(self.path, entry.text_sha256)
            for source, target in ((old, new), (sidecar_path(old), sidecar_path(new))):
                if source.exists() and not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    os.link(source, target)

    def publish(self, manifest: Manifest) -> Generation:
        """Bring the files to disk, make them a generation, and switch to it."""
        self.journal.close()
        self._journal = None
        (self.path / JOURNAL).unlink()
        return _published(self._generations, self.path, manifest)


def adopt(generations: Generations, manifest: Manifest | None) -> Generation | None:
    """The files beside what the server holds; made without texts where another machine has loaded it since."""
    if manifest is None:
        return None
    if generations.current_number() is not None:
        current = generations.current()
        if current.manifest == manifest:
            return current
    with Beside(generations, _last(generations), f"adopt {manifest.number}") as beside:
        beside.keep_texts_of_parent(manifest.documents.values())
        return beside.publish(manifest)


def catch_up(generations: Generations, iris: Iris) -> None:
    """Bring the folder beside a server up to what the server holds now, where another machine has loaded it since."""
    if generations.server is None:
        return
    store = RemoteStore(generations.server)
    try:
        manifest = Ledger(store, iris).read()
    finally:
        store.close()
    before = generations.current_number()
    found = adopt(generations, manifest)
    if found is not None and found.number != before:
        derive_again(found)


def _last(generations: Generations) -> Generation | None:
    return None if generations.current_number() is None else generations.current()


def _published(generations: Generations, folder: Path, manifest: Manifest) -> Generation:
    write_manifest(manifest, folder)
    sync_tree(folder)
    target = generations.folder / str(manifest.number)
    shutil.rmtree(target, ignore_errors=True)
    folder.rename(target)
    sync_folder(generations.folder)
    generation = generations.switch(manifest.number)
    for other in generations.all():
        if other.number != generation.number and not 0 < generation.number - other.number < KEPT:
            shutil.rmtree(other.path, ignore_errors=True)
    return generation
