"""What a SPARQL server says of its own contents: ``graph/manifest``, ``graph/lock`` and the marks of a running load.

The manifest has one ``rdf:value`` for the whole and one for each document's graph, as JSON. While a load runs, the
manifest *requires* the graphs that it is writing, and *references* the shared things that graphs named before they were
replaced: what an interrupted load leaves undone can be told from them.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import StoreError, StoreLockedError
from graph.manifest import FORMAT, DocumentEntry, Manifest
from graph.remote import RemoteStore
from graph.terms import node, string
from ontology import PREFIXES, Iris

VALUE: Final = NamedNode(PREFIXES["rdf"] + "value")
WRITING: Final = NamedNode(PREFIXES["dct"] + "requires")
NAMED_BEFORE: Final = NamedNode(PREFIXES["dct"] + "references")
HELD_BY: Final = NamedNode(PREFIXES["dct"] + "rightsHolder")
_PAUSE: Final = 0.5  # seconds between two tries for the lock


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What an interrupted load left: documents whose graphs are in doubt, and things that must be described again."""

    documents: frozenset[str]
    things: frozenset[str]


class Ledger:
    """The manifest, the lock and the marks on one server."""

    def __init__(self, store: RemoteStore, iris: Iris) -> None:
        self._store = store
        self._iris = iris
        self.graph = iris.graph("manifest")
        self._node = node(self.graph)

    def read(self) -> Manifest | None:
        """The manifest, None before the first load has ended. Raises StoreError for one of another version."""
        header: dict[str, object] | None = None
        documents: dict[str, DocumentEntry] = {}
        for quad in self._store.quads(None, VALUE, graph=self.graph):
            data = json.loads(_text(quad))
            if quad.subject == self._node:
                header = data
            else:
                documents[data["iri"]] = DocumentEntry(**data)
        if header is None:
            return None
        if header.get("format") != FORMAT:
            problem = f"the store has format {header.get('format')}, this program reads format {FORMAT}"
            raise StoreError(self._store.server.query, problem, "Load the documents into an empty dataset")
        return Manifest(**header, documents=dict(sorted(documents.items())))  # type: ignore[arg-type]

    def stamp(self) -> str | None:
        """The manifest's own line, cheap to ask: another one says that something was loaded. None before the first."""
        return next((_text(quad) for quad in self._store.quads(self._node, VALUE, graph=self.graph)), None)

    def finish(self, before: Manifest | None, after: Manifest) -> None:
        """Replace the manifest of ``before``, document by document, and take the marks of the load away."""
        old = before.documents if before is not None else {}
        changed = [entry for iri, entry in after.documents.items() if old.get(iri) != entry]
        gone = [entry for iri, entry in old.items() if after.documents.get(iri) != entry]
        self._store.change(map(self._entry, gone), map(self._entry, changed))
        marks = [*self._store.quads(self._node, graph=self.graph)]
        self._store.change(marks, [Quad(self._node, VALUE, string(_header(after)), self._node)])

    def unfinished(self) -> Unfinished:
        """What the marks of an interrupted load say; nothing where the last load has ended."""
        graphs = (quad.object for quad in self._store.quads(self._node, WRITING, graph=self.graph))
        documents = (self._iris.document_of_graph(graph.value) for graph in graphs if isinstance(graph, NamedNode))
        things = (quad.object for quad in self._store.quads(self._node, NAMED_BEFORE, graph=self.graph))
        return Unfinished(
            frozenset(document for document in documents if document is not None),
            frozenset(thing.value for thing in things if isinstance(thing, NamedNode)),
        )

    def marks(self, document: str, things: Iterable[str]) -> list[Quad]:
        """What says that the graph of ``document`` is being written and that its last one named ``things``."""
        writing = Quad(self._node, WRITING, node(self._iris.graph(document)), self._node)
        return [writing, *(Quad(self._node, NAMED_BEFORE, node(thing), self._node) for thing in things)]

    def _entry(self, entry: DocumentEntry) -> Quad:
        said = json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True)
        return Quad(node(self._iris.graph(entry.iri)), VALUE, string(said), self._node)

    @contextmanager
    def lock(self, root: Path, wait: float) -> Iterator[None]:
        """Hold the server's lock, waiting at most ``wait`` seconds; one of this machine and folder is taken over.

        (Whoever comes here has the folder's own lock, so that its former holder is dead.) Raises StoreLockedError.
        """
        place = f"{socket.gethostname()}:{root.resolve()}"
        holder = json.dumps({"place": place, "process": os.getpid(), "since": time.strftime("%FT%TZ", time.gmtime())})
        deadline = time.monotonic() + wait
        while not self._acquired(holder, place):
            if time.monotonic() >= deadline:
                raise self._locked()
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            self._store.remove_graph(self._iris.graph("lock"))

    def _acquired(self, holder: str, place: str) -> bool:
        """Tries; of two that came at once, the one whose words are first in order holds it."""
        lock = node(self._iris.graph("lock"))
        others = [one for one in self._holders() if json.loads(one)["place"] != place]
        if others:
            return False
        mine = Quad(lock, HELD_BY, string(holder), lock)
        self._store.change([Quad(lock, HELD_BY, string(one), lock) for one in self._holders()], [mine])
        holders = self._holders()
        if min(holders) == holder:
            return True
        self._store.remove([mine])
        return False

    def _holders(self) -> list[str]:
        graph = self._iris.graph("lock")
        return [_text(quad) for quad in self._store.quads(node(graph), HELD_BY, graph=graph)]

    def _locked(self) -> StoreLockedError:
        held = [json.loads(holder) for holder in self._holders()]
        who = ", ".join(f"process {one['process']} of {one['place']} since {one['since']}" for one in held)
        remedy = (
            f"Wait until it has ended; if it has died, load there again, or DROP GRAPH <{self._iris.graph('lock')}>"
        )
        return StoreLockedError(self._store.server.query, f"{who or 'another process'} is loading into it", remedy)


def _text(quad: Quad) -> str:
    if not isinstance(quad.object, Literal):
        raise TypeError(f"the manifest holds texts, but not {quad.object}")
    return quad.object.value


def _header(manifest: Manifest) -> str:
    data: Mapping[str, object] = {
        name: getattr(manifest, name) for name in Manifest.__slots__ if name not in {"documents", "gone"}
    }
    return json.dumps({**data, "gone": dict(manifest.gone)}, ensure_ascii=False, sort_keys=True)
