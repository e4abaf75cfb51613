"""Filling a generation: the documents' graphs, then everything that is shared among them."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad

from graph.building import Building
from graph.describing import describe_all
from graph.documents import ReadDocument
from graph.engine import software
from graph.errors import StoreError
from graph.executors import Workers
from graph.generations import text_path
from graph.inferred import forget, inferred
from graph.journal import Written
from graph.manifest import DocumentEntry
from graph.mentions import Mentions
from graph.planning import Plan, Work, again
from graph.reading import Bad, Outcome, Reader, read_all
from graph.report import LoadRow, WrittenStatus
from loaders.errors import LoadError
from ontology import Iris

_BATCH: Final = 16_000_000
"""Bytes of N-Quads that wait in memory to go to the store, about 60,000 quads; the store takes five times as much."""

_MANY: Final = 100
"""After fewer documents, little memory is kept, and a tenth of a second is much."""


class Filling:
    """Carries out a plan in a generation that is being built; ``documents`` are its entries by identifier.

    What is done is made to last every ``keep_every`` seconds.
    """

    def __init__(
        self, building: Building, plan: Plan, iris: Iris, workers: Workers, keep_every: float = math.inf
    ) -> None:
        self.building = building
        self.plan = plan
        self.iris = iris
        self.documents: dict[str, DocumentEntry] = {}
        if building.parent is not None:
            self.documents.update(building.parent.manifest.documents)
        self._loaded = {entry.iri: str(path) for path, entry in plan.unchanged}
        self._before = building.parent.open() if building.parent is not None and building.fresh else None
        self._changed: set[str] = set()
        self._waiting: list[bytes] = []
        self._workers = workers
        self._keep_every = keep_every
        self._kept_at = time.monotonic()
        self._todo = plan.work

    @property
    def changed(self) -> frozenset[str]:
        """The documents whose graphs this load wrote or removed."""
        return frozenset(self._changed)

    def fill(self) -> Iterator[LoadRow]:
        """Read every document, then describe what they share; gives a row for each."""
        building = self.building
        if building.resumed:
            yield from self._take_up()
        elif building.fresh:
            references = Mentions(self.iris)
            references.add_references()
            building.journal.mention(references.things())
            self._keep(self.iris.graph("entities"), self.iris.graph("findings"))
        corrections = self.plan.corrections
        kept = building.parent.path if building.parent is not None else None
        reader = Reader(self.iris, software() + corrections.mark, kept, corrections)
        for work, outcome in read_all(self._todo, reader, self._workers):
            yield self._row(work, outcome)
            self._make_last()
        self._flush()
        self._make_last()
        if len(self._changed) > _MANY:
            with self.building.store.lent():
                pass  # closed and opened again, the store keeps nothing of all this in memory
        self._describe_shared()

    def _take_up(self) -> Iterator[LoadRow]:
        """What an interrupted load wrote counts as done where it is still asked for."""
        journal = self.building.journal
        todo = {work.digests: work for work in self.plan.work}
        gone = journal.removed()
        self._changed.update(gone)
        for iri in gone:
            self.documents.pop(iri, None)
        for written in list(journal.written()):
            entry = written.entry
            self._require_whole(written)
            self.documents[entry.iri] = entry
            self._changed.add(entry.iri)
            work = todo.pop((entry.file_sha256, entry.sidecar_sha256), None)
            if work is None:
                self._remove(entry.iri)
                continue
            self._refuse_twin(entry.iri, work)
            yield LoadRow(work.file_name, written.status, entry.iri, entry.counts, None, entry.seconds)
        self._todo = (*todo.values(), *self._lost())

    def _lost(self) -> Iterator[Work]:
        """Documents of the generation before whose new version was there when the load began, and is no more."""
        parent = self.building.parent
        before = parent.manifest.documents if parent is not None else {}
        return (again(entry) for iri, entry in before.items() if iri in self._changed and iri not in self.documents)

    def _require_whole(self, written: Written) -> None:
        graph = self.iris.graph(written.entry.iri)
        text = text_path(self.building.path, written.entry.text_sha256)
        if self.building.store.count(graph) != written.quads or not text.exists():
            problem = f"what the interrupted load kept of {written.entry.file_name} is not whole"
            raise StoreError(str(self.building.path), problem, "Run lienvan load PATH without --resume: it begins anew")

    def _make_last(self) -> None:
        """Every now and then, make what is done last past the end of this process."""
        if time.monotonic() - self._kept_at >= self._keep_every:
            self._flush()
            self.building.keep()
            self._kept_at = time.monotonic()

    def _row(self, work: Work, outcome: Outcome) -> LoadRow:
        """Store one document. A bad file that was only found in a folder is a row of its own."""
        try:
            if isinstance(outcome, Bad):
                raise outcome.error()
            self._refuse_twin(outcome.entry.iri, work)
        except LoadError as error:
            if work.input is not None and work.input.named:
                raise
            if work.entry is not None and self.building.fresh:  # the document stays as it is
                self._keep(self.iris.graph(work.entry.iri))
            return LoadRow(work.file_name, "failed", problem=str(error))
        entry = outcome.entry
        status = self._write(outcome, work)
        self.building.journal.add_written(Written(entry, status, outcome.size))
        return LoadRow(work.file_name, status, entry.iri, entry.counts, None, entry.seconds)

    def _refuse_twin(self, iri: str, work: Work) -> None:
        path = str(work.input.path) if work.input is not None else work.file_name
        other = self._loaded.setdefault(iri, path)
        if other != path:
            raise LoadError(path, f"it is the same document as {other} ({iri})", "Load one of them")

    def _write(self, document: ReadDocument, work: Work) -> WrittenStatus:
        entry = document.entry
        known = entry.iri in self.documents or work.entry is not None
        self._remove(entry.iri)
        if work.entry is not None and work.entry.iri != entry.iri:
            self._remove(work.entry.iri)
        self.documents[entry.iri] = entry
        self._changed.add(entry.iri)
        self.building.journal.mention(document.mentions.things())
        self.building.keep_text(entry.text_sha256, document.text, document.sidecar)
        self._waiting.append(document.nquads)
        if sum(map(len, self._waiting)) > _BATCH:
            self._flush()
        return "changed" if known else "new"

    def _remove(self, iri: str) -> None:
        """Take a document's graph out, with what was inferred of it."""
        if self.documents.pop(iri, None) is None:
            return
        store, graph = self.building.store, self.iris.graph(iri)
        self._mention_graph(store.quads_for_graph(graph))
        if self._before is not None:
            self._mention_graph(self._before.quads_for_graph(graph))
        forget(store, self._subjects(graph), self.iris)
        store.remove_graph(graph)
        self._changed.add(iri)
        self.building.journal.add_removed(iri)

    def _mention_graph(self, quads: Iterable[Quad]) -> None:
        mentions = Mentions(self.iris)
        mentions.add_graph(quads)
        self.building.journal.mention(mentions.things())

    def _subjects(self, graph: str) -> set[NamedNode]:
        subjects = (quad.subject for quad in self.building.store.quads_for_graph(graph))
        return {subject for subject in subjects if isinstance(subject, NamedNode)}

    def _flush(self) -> None:
        if self._waiting:
            self.building.store.bulk_load_nquads(b"".join(self._waiting))
            self._waiting.clear()

    def _keep(self, *graphs: str) -> None:
        """Take graphs over from the generation before, into a store that begins anew.

        New reference data is a new engine, so that every document is read again; only one that cannot be stays.
        """
        if self._before is None:
            return
        for graph in graphs:
            quads = list(self._before.quads_for_graph(graph))
            self.building.store.bulk_load(quads)
            self._mention_graph(quads)
            self._infer_graph(graph)

    def _infer_graph(self, graph: str) -> None:
        store = self.building.store
        store.bulk_load(inferred(list(store.quads_for_graph(graph)), self.iris))

    def _describe_shared(self) -> None:
        """Entities as the documents' graphs now have them, and what follows from their descriptions."""
        building = self.building
        describe_all(building.journal, building.store, self.iris, self._workers.here)
        building.journal.forget_shared()
