"""The whole graph as files: ``lienvan.nq.gz`` and the SHA-256 of it and of each document's quads.

Made once for each generation, beside its store, when somebody first asks: ``python -m graph.dumps`` takes the pickled
:class:`Generation` from standard input, because the address of a server may have a password in it.
The file is a row of gzip members, one for each graph (RFC 1952, section 2.2), so that nothing is held in memory but
one document's graph. A document's quads are sorted, so that they are the same bytes wherever they are written.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import io
import os
import pickle
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import RdfFormat, serialize

from graph.folders import sync_tree
from graph.generations import Generation
from graph.store import Store
from ontology import Iris

FOLDER: Final = "dumps"
WHOLE: Final = "lienvan.nq.gz"
SUMS: Final = "SHA256SUMS"
_LEVEL: Final = 5
"""Of gzip: four fifths of what the highest level saves, in a third of its time."""


def document_quads(n_triples: Iterable[bytes], graph: str) -> bytes:
    """The lines of a graph's N-Triples as its N-Quads, sorted."""
    name = f" <{graph}> .\n".encode()
    return b"".join(sorted(line.rstrip().removesuffix(b".").rstrip() + name for line in n_triples if line.strip()))


def write_dump(generation: Generation) -> Path:
    """Writes the files of a generation and gives their folder; where they are already, nothing is done.

    Another process that is writing them is waited for.
    """
    folder, part = generation.path / FOLDER, generation.path / f"{FOLDER}.part"
    with (generation.path / f"{FOLDER}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            sums = _write(generation.open(), part / WHOLE, Iris(generation.manifest.base))
            (part / SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest in sums.items()), "utf-8")
            sync_tree(part)
            part.rename(folder)
    return folder


def _write(store: Store, path: Path, iris: Iris) -> dict[str, str]:
    """Writes every graph; gives the SHA-256 of the file and of each document's quads, by name."""
    sums: dict[str, str] = {}
    with path.open("wb") as raw:
        output = _Hashed(raw)
        for graph in store.graphs():
            document = iris.document_of_graph(graph)
            with gzip.GzipFile("", "wb", _LEVEL, output, mtime=0) as member:
                if document is None:
                    serialize(store.quads_for_graph(graph), cast(IO[bytes], member), RdfFormat.N_QUADS)
                else:
                    quads = _document(store, graph)
                    sums[f"{document.removeprefix(iris.base)}.nq"] = hashlib.sha256(quads).hexdigest()
                    member.write(quads)
    return {WHOLE: output.digest.hexdigest(), **sums}


def _document(store: Store, graph: str) -> bytes:
    buffer = io.BytesIO()
    store.dump(buffer, RdfFormat.N_TRIPLES, graph)
    return document_quads(buffer.getvalue().splitlines(), graph)


class _Hashed(io.RawIOBase):
    """Passes bytes on and hashes them on the way."""

    def __init__(self, output: IO[bytes]) -> None:
        super().__init__()
        self._output = output
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        self.digest.update(data)  # type: ignore[arg-type]
        return self._output.write(data)  # type: ignore[call-overload, no-any-return]


if __name__ == "__main__":
    os.nice(10)
    write_dump(pickle.load(sys.stdin.buffer))  # noqa: S301 - from the process that started this one
