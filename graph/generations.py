"""Generations: every load makes a new folder beside the last, and readers see only the one that ``current`` names.

::

    var/
      lock                   held while a load runs (flock), with the holder's process id
      current                the number of the generation that readers open
      generations/7/store    Oxigraph's database
      generations/7/texts    source texts, named by their SHA-256
      generations/7/manifest.json
      generations/.building  the next one, while a load fills it
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from graph.endpoints import Server
from graph.errors import StoreError, StoreMissingError, of_system
from graph.folders import replace_file, sync_folder
from graph.manifest import Manifest, read_manifest
from graph.store import Store, open_store

KEPT = 3
"""Generations kept: the current one and its two ancestors."""


@dataclass(frozen=True)
class Generation:
    """One published state of the graph; its folder never changes any more."""

    path: Path
    server: Server | None = None
    """The SPARQL server that has its graph, where it is not in this folder."""

    @cached_property
    def manifest(self) -> Manifest:
        """What the generation says of itself. Raises StoreError when it is broken or of another version."""
        return read_manifest(self.path)

    @property
    def number(self) -> int:
        """Its number, counted from 1."""
        return int(self.path.name)

    @property
    def store_path(self) -> Path:
        """The folder of its database."""
        return self.path / "store"

    def open(self) -> Store:
        """The store, to read from; any number of processes may hold it open."""
        if self.server is None:
            return open_store(self.store_path)
        from graph.remote import RemoteStore  # noqa: PLC0415 - what talks HTTP costs a third of a second

        return RemoteStore(self.server)

    def source_text(self, document: str) -> str:
        """The source text (NFC) that the passages of ``document`` (its IRI) point into.

        Raises KeyError when the document is not loaded, StoreError when its text is gone.
        """
        name = self.manifest.documents[document].text_sha256
        path = text_path(self.path, name)
        try:
            return path.read_bytes().decode("utf-8")
        except (OSError, ValueError) as error:
            raise StoreError(str(path), f"the source text of {document} is gone ({error})", _TEXT_REMEDY) from error


class Generations:
    """The generations in one folder (``LIENVAN_STORE``)."""

    def __init__(self, root: Path, server: Server | None = None) -> None:
        self.root = root
        self.server = server

    @property
    def folder(self) -> Path:
        """Where the generations are."""
        return self.root / "generations"

    def current(self) -> Generation:
        """The generation to read. Raises StoreMissingError before the first load, StoreError when it is gone."""
        number = self.current_number()
        if number is None:
            raise StoreMissingError(str(self.root), "there is no store here", "Load documents first: lienvan load PATH")
        generation = Generation(self.folder / str(number), self.server)
        if not generation.path.is_dir():
            raise StoreError(str(generation.path), "the current generation is gone", _GONE_REMEDY)
        return generation

    def current_number(self) -> int | None:
        """The number in ``current``: cheap to ask before every request. None when nothing was loaded yet."""
        path = self.root / "current"
        try:
            return int(path.read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise StoreError(str(path), f"it does not name a generation ({error})", _GONE_REMEDY) from error

    def all(self) -> list[Generation]:
        """Every generation that is there, oldest first."""
        if not self.folder.is_dir():
            return []
        numbers = sorted(int(path.name) for path in self.folder.iterdir() if path.name.isdigit())
        return [Generation(self.folder / str(number), self.server) for number in numbers]

    def switch(self, number: int) -> Generation:
        """Make generation ``number`` the current one, atomically."""
        generation = Generation(self.folder / str(number), self.server)
        if not generation.path.is_dir():
            there = ", ".join(str(other.number) for other in self.all()) or "none"
            raise StoreError(str(self.root), f"there is no generation {number}", f"There are: {there}")
        try:
            replace_file(self.root / "current", f"{number}\n".encode("ascii"))
            sync_folder(self.root)
        except OSError as error:
            raise of_system(str(self.root), error) from error
        return generation

    def rollback(self) -> Generation:
        """Switch back to the generation that the current one was made from."""
        if self.server is not None:
            problem = "a SPARQL server has one state of the graph, and none before it"
            raise StoreError(self.server.query, problem, "Load the earlier files again, or restore its own backup")
        current = self.current()
        parent = current.manifest.parent
        if parent is None or not (self.folder / str(parent)).is_dir():
            raise StoreError(str(self.root), f"generation {current.number} has none before it", "Nothing was changed")
        return self.switch(parent)


def text_path(generation: Path, sha256: str) -> Path:
    """Where a generation keeps the source text with this SHA-256."""
    return generation / "texts" / sha256[:2] / f"{sha256}.txt"


_TEXT_REMEDY = "Load the document again"
_GONE_REMEDY = "Switch to one that is there with lienvan rollback, or load the documents into an empty folder"
