"""The whole of a generation as one file that any version of the database can read: quads, source texts and manifest.

A tar with ``manifest.json``, ``graph.nq.gz`` and ``texts/…``: as ``lienvan export --archive`` writes it and ``lienvan
import`` reads it.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import tarfile
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import RdfFormat

from graph.building import Building, prepare_root
from graph.derived import Filled, derive
from graph.errors import StoreError, of_system
from graph.generations import Generation, Generations
from graph.lock import load_lock
from graph.manifest import FILE_NAME as MANIFEST
from graph.manifest import Manifest, read_manifest
from ontology import Iris

_GRAPH: Final = "graph.nq.gz"
_TEXT: Final = re.compile(r"texts/[0-9a-f]{2}/(?P<sha256>[0-9a-f]{64})(\.txt|\.meta\.toml)")
_LINES: Final = 50_000
"""Quads that are held in memory at once."""


def write_archive(generation: Generation, target: Path) -> None:
    """Write a generation into the file ``target``, which is whole or not there. Raises StoreError."""
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".archive-") as scratch:
            graph = Path(scratch) / _GRAPH
            with gzip.open(graph, "wb", compresslevel=4) as stream:
                generation.open().dump(cast(IO[bytes], stream), RdfFormat.N_QUADS)
            with tarfile.open(part, "w") as archive:
                archive.add(generation.path / MANIFEST, MANIFEST)
                archive.add(graph, _GRAPH)
                for text in sorted((generation.path / "texts").rglob("*")):
                    if text.is_file():
                        archive.add(text, text.relative_to(generation.path).as_posix())
        part.replace(target)
    except OSError as error:
        raise of_system(str(target), error) from error
    finally:
        part.unlink(missing_ok=True)


def read_archive(source: Path, root: Path, wait: float) -> Generation:
    """Make what ``source`` holds the next generation of the store in ``root``; the one before can be gone back to.

    Raises StoreError for a file that is no archive, lacks something or was changed; the store is then as it was.
    """
    start = time.perf_counter()
    try:
        prepare_root(root)
        with load_lock(root, wait), tempfile.TemporaryDirectory(dir=root, prefix=".import-") as scratch:
            _unpack(source, Path(scratch))
            manifest = read_manifest(Path(scratch))
            return _published(Path(scratch), manifest, Generations(root), source, start)
    except (OSError, tarfile.TarError, EOFError, SyntaxError) as error:
        if isinstance(error, tarfile.TarError | EOFError | SyntaxError | gzip.BadGzipFile):
            raise StoreError(str(source), f"it is no archive of a store ({error})", _REMEDY) from error
        raise of_system(str(root), error) from error


def _published(unpacked: Path, manifest: Manifest, generations: Generations, source: Path, start: float) -> Generation:
    parent = generations.current() if generations.current_number() is not None else None
    iris = Iris(manifest.base)
    with Building(generations, parent, iris, fresh=True, empty=True) as building:
        with gzip.open(unpacked / _GRAPH, "rb") as stream:
            for lines in _batches(stream):
                building.store.bulk_load_nquads(lines)
        if building.store.count() != manifest.triples:
            raise StoreError(str(source), "it does not hold all the statements that it says it does", _REMEDY)
        (unpacked / "texts").rename(building.path / "texts")
        derive(Filled(building.store, iris, building.path, None, frozenset()))
        number = parent.number if parent is not None else None
        seconds = round(time.perf_counter() - start, 3)
        return building.publish(replace(manifest, number=building.number, parent=number, seconds=seconds), compact=True)


def _batches(stream: Iterable[bytes]) -> Iterator[bytes]:
    while lines := b"".join(islice(stream, _LINES)):
        yield lines


def _unpack(source: Path, folder: Path) -> None:
    """Take out what an archive may hold and nothing else; a text must be the one that its name says."""
    (folder / "texts").mkdir()
    found: set[str] = set()
    with tarfile.open(source, "r:") as archive:
        for member in archive:
            text = _TEXT.fullmatch(member.name)
            if not member.isfile() or (text is None and member.name not in {MANIFEST, _GRAPH}):
                raise StoreError(str(source), f"it holds {member.name}, which no archive of a store has", _REMEDY)
            content = archive.extractfile(member)
            if content is None:
                raise StoreError(str(source), f"{member.name} cannot be read", _REMEDY)
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as stream:
                shutil.copyfileobj(content, stream)
            if text is not None and target.suffix == ".txt":
                _require_digest(target, text["sha256"], source)
            found.add(member.name)
    _require_complete(folder, found, source)


def _require_digest(path: Path, digest: str, source: Path) -> None:
    if sha256(path.read_bytes()).hexdigest() != digest:
        raise StoreError(str(source), f"the text {path.name} was changed", _REMEDY)


def _require_complete(folder: Path, found: set[str], source: Path) -> None:
    if not {MANIFEST, _GRAPH} <= found:
        raise StoreError(str(source), f"it lacks {MANIFEST} or {_GRAPH}", _REMEDY)
    rows = json.loads((folder / MANIFEST).read_text(encoding="utf-8")).get("documents", [])
    for row in rows:
        name = str(row.get("text_sha256"))
        if f"texts/{name[:2]}/{name}.txt" not in found:
            raise StoreError(str(source), f"it lacks the source text of {row.get('file_name')}", _REMEDY)


_REMEDY: Final = "Make one with: lienvan export --archive FILE"
