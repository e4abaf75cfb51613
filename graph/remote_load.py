"""Loading into a SPARQL server: document by document, each whole; what was begun is finished by the next load.

A server knows no generations: readers see documents as they come, each in its old or its new version, and what they
share when all are there. The folder beside the server (``LIENVAN_STORE_FILES``) keeps the source texts, what is derived
from the graph for pages and search, and the journal of the load; the server keeps the manifest (``graph.ledger``).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from graph.building import prepare_root
from graph.derived import Filled, derive
from graph.documents import ReadDocument
from graph.endpoints import Server
from graph.engine import ontology_digest, software
from graph.errors import StoreError, of_system
from graph.executors import Workers
from graph.generations import Generation, Generations, text_path
from graph.inferred import inferred
from graph.inputs import find_inputs
from graph.journal import Written
from graph.ledger import Ledger, Unfinished
from graph.lock import load_lock
from graph.manifest import DocumentEntry, Manifest
from graph.mentions import Mentions, Shared
from graph.planning import Plan, Work, again, plan
from graph.publish import Check, Progress
from graph.reading import Bad, Reader, read_all
from graph.remote import RemoteStore
from graph.remote_copy import looked_at
from graph.remote_describing import describe_remote
from graph.remote_files import Beside, adopt
from graph.remote_reference import put_reference
from graph.remote_writing import Writer, remove_document
from graph.report import LoadReport, LoadRow, WrittenStatus
from graph.store import Store
from loaders.corrections import NO_CORRECTIONS, read_corrections
from loaders.errors import LoadError
from ontology import Iris


def load_remote(
    paths: Iterable[Path],
    root: Path,
    *,
    server: Server,
    iris: Iris,
    corrections: Path | None = None,
    check: Check | None = None,
    progress: Progress | None = None,
    wait: float = 0.0,
    workers: Workers | None = None,
) -> LoadReport:
    """Load files and folders into ``server``; ``root`` is the folder beside it. The rest is as for ``publish.load``.

    Raises LoadError before anything was written; StoreError and RuntimeError also between two documents: then the next
    load, of whatever files, finishes what this one began.
    """
    start = time.perf_counter()
    inputs = find_inputs(paths)
    stated = NO_CORRECTIONS if corrections is None else read_corrections(corrections, iris)
    store = RemoteStore(server)
    try:
        prepare_root(root)
        with load_lock(root, wait):
            ledger = Ledger(store, iris)
            with ledger.lock(root, wait):
                before = _before(ledger, server, iris)
                parent = adopt(Generations(root, server), before)
                unfinished = ledger.unfinished()
                todo = plan(inputs, parent, stated)
                tools = _Tools(store, ledger, server, iris, workers or Workers())
                return _RemoteLoad(tools, root, before, parent, todo, unfinished).run(check, progress or _silent, start)
    except OSError as error:
        raise of_system(str(root), error) from error
    finally:
        store.close()


def _before(ledger: Ledger, server: Server, iris: Iris) -> Manifest | None:
    manifest = ledger.read()
    if manifest is not None and manifest.base != iris.base:
        problem = f"its identifiers begin with {manifest.base}, those asked for with {iris.base}"
        raise StoreError(server.query, problem, "Set LIENVAN_BASE to the server's, or load into another dataset")
    return manifest


@dataclass(frozen=True, slots=True)
class _Tools:
    store: RemoteStore
    ledger: Ledger
    server: Server
    iris: Iris
    workers: Workers


@dataclass
class _RemoteLoad:
    """One load; ``documents`` are the entries by identifier as they will be."""

    tools: _Tools
    root: Path
    before: Manifest | None
    parent: Generation | None
    plan: Plan
    unfinished: Unfinished
    documents: dict[str, DocumentEntry] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    loaded: dict[str, str] = field(default_factory=dict)

    def run(self, check: Check | None, progress: Progress, start: float) -> LoadReport:
        """Write, describe, check, and say so in the manifest."""
        fresh = self.before is None or self.before.ontology != ontology_digest()
        if not self.plan.work and not fresh and not self.unfinished.documents:
            return self._nothing(list(self.plan.rows), start)
        self.documents.update(self.before.documents if self.before is not None else {})
        self.loaded.update({entry.iri: str(path) for path, entry in self.plan.unchanged})
        self._try_named()
        with Beside(Generations(self.root, self.tools.server), self.parent, self._purpose()) as beside:
            if fresh:
                put_reference(self.tools.store, self.tools.iris)
                self._mention_references(beside)
            rows = [*self.plan.rows, *self._take_up(beside)]
            rows.extend(self._write_all(beside, progress, len(rows)))
            self._undo_doubtful(beside)
            if fresh:
                self._infer_again()
            if not self.changed and not (fresh and self.documents):
                return self._nothing(rows, start)
            beside.journal.mention(Shared(iri, self._kind(iri)) for iri in self.unfinished.things)
            describe_remote(beside.journal, self.tools.store, self.tools.iris)
            with looked_at(self.tools.store, self.tools.iris, self.documents) as data:
                findings = self._checked(check, data)
                manifest = self._manifest(findings, start)
                generation = self._publish(beside, manifest, data)
        rows = [_row_with_findings(row, manifest.documents) for row in rows]
        return LoadReport(generation.number, tuple(rows), manifest.triples, time.perf_counter() - start)

    def _try_named(self) -> None:
        """Files that the user named must be right: they are read before anything is written."""
        named = [work for work in self.plan.work if work.input is not None and work.input.named]
        for work, outcome in read_all(named, self._reader(), self.tools.workers):
            if isinstance(outcome, Bad):
                raise outcome.error()
            self._refuse_twin(outcome.entry.iri, work)

    def _reader(self) -> Reader:
        corrections = self.plan.corrections
        kept = self.parent.path if self.parent is not None else None
        return Reader(self.tools.iris, software() + corrections.mark, kept, corrections)

    def _purpose(self) -> str:
        """What an interrupted load must have been for, to be gone on with."""
        number = self.before.number if self.before is not None else 0
        return f"{self.tools.server.query} {number} {software()}{self.plan.corrections.mark}"

    def _take_up(self, beside: Beside) -> Iterator[LoadRow]:
        """What an interrupted load has written counts as done; what it left in doubt is read again from its text."""
        todo = {work.digests: work for work in self.plan.work}
        for written in list(beside.journal.written()):
            entry = written.entry
            self.documents[entry.iri] = entry
            self.changed.add(entry.iri)
            work = todo.pop((entry.file_sha256, entry.sidecar_sha256), None)
            if work is not None:
                self._refuse_twin(entry.iri, work)
                yield LoadRow(work.file_name, written.status, entry.iri, entry.counts, None, entry.seconds)
        asked = {work.entry.iri for work in todo.values() if work.entry is not None}
        doubtful = sorted(self.unfinished.documents - self.changed - asked)
        redo = [self.documents[iri] for iri in doubtful if iri in self.documents]
        for entry in redo:  # also one whose file is asked for and unchanged
            self.loaded.pop(entry.iri, None)
        self.plan = replace(self.plan, work=(*todo.values(), *map(again, filter(self._has_text, redo))))

    def _has_text(self, entry: DocumentEntry) -> bool:
        return self.parent is not None and text_path(self.parent.path, entry.text_sha256).exists()

    def _write_all(self, beside: Beside, progress: Progress, done: int) -> Iterator[LoadRow]:
        """Every document, read and written by the workers."""
        total = done + len(self.plan.work)
        known = frozenset({*self.documents, *self.unfinished.documents})
        writer = Writer(self._reader(), self.tools.server, self.tools.iris, known)
        for number, (work, outcome) in enumerate(read_all(self.plan.work, writer, self.tools.workers), done + 1):
            row = self._row(work, outcome, beside)
            beside.journal.keep()
            progress(number, total, row)
            yield row

    def _row(self, work: Work, outcome: ReadDocument | Bad, beside: Beside) -> LoadRow:
        try:
            if isinstance(outcome, Bad):
                raise outcome.error()
            self._refuse_twin(outcome.entry.iri, work)
        except LoadError as error:
            return LoadRow(work.file_name, "failed", problem=str(error))
        entry = outcome.entry
        known = entry.iri in self.documents or work.entry is not None
        status: WrittenStatus = "changed" if known else "new"
        beside.journal.mention(outcome.mentions.things())
        if work.entry is not None and work.entry.iri != entry.iri:
            self._remove(work.entry.iri, beside)
        beside.keep_text(entry.text_sha256, outcome.text, outcome.sidecar)
        self.documents[entry.iri] = entry
        self.changed.add(entry.iri)
        beside.journal.add_written(Written(entry, status, outcome.size))
        return LoadRow(work.file_name, status, entry.iri, entry.counts, None, entry.seconds)

    def _refuse_twin(self, iri: str, work: Work) -> None:
        path = str(_path(work))
        other = self.loaded.setdefault(iri, path)
        if other != path:
            raise LoadError(path, f"it is the same document as {other} ({iri})", "Load one of them")

    def _remove(self, iri: str, beside: Beside) -> None:
        mentions = Mentions(self.tools.iris)
        mentions.add_graph(remove_document(self.tools.store, self.tools.iris, iri))
        beside.journal.mention([Shared(iri, "document"), *mentions.things()])
        self.documents.pop(iri, None)
        self.changed.add(iri)

    def _undo_doubtful(self, beside: Beside) -> None:
        """Documents that an interrupted load had begun and that could not be read again, or were not there before."""
        for iri in sorted(self.unfinished.documents - self.changed):
            self._remove(iri, beside)

    def _infer_again(self) -> None:
        """With new reference data all that was inferred is gone: of documents that could not be read again too."""
        for iri in set(self.documents) - self.changed:
            quads = list(self.tools.store.quads_for_graph(self.tools.iris.graph(iri)))
            self.tools.store.add(inferred(quads, self.tools.iris))

    def _mention_references(self, beside: Beside) -> None:
        references = Mentions(self.tools.iris)
        references.add_references()
        beside.journal.mention(references.things())

    def _kind(self, iri: str) -> str:
        return self.tools.iris.parse(iri).kind

    def _checked(self, check: Check | None, data: Store) -> Mapping[str, int] | None:
        """Check ``data`` and put the findings on the server."""
        if check is None:
            return None
        store, iris = self.tools.store, self.tools.iris
        graph = iris.graph("findings")
        before = set(inferred(list(store.quads_for_graph(graph)), iris))
        found = check(data, frozenset(self.changed))
        findings = list(data.quads_for_graph(graph))
        if data is not store:
            store.replace_graph(graph, [quad.triple for quad in findings])
        after = set(inferred(findings, iris))
        store.change(before - after, after)
        if data is not store:
            data.add(after)
        return found

    def _manifest(self, findings: Mapping[str, int] | None, start: float) -> Manifest:
        entries = sorted(self.documents.items())
        if findings is not None:
            entries = [(iri, replace(entry, findings=findings.get(iri, 0))) for iri, entry in entries]
        documents = dict(entries)
        number = (self.before.number if self.before is not None else 0) + 1
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Manifest(
            number=number,
            parent=self.before.number if self.before is not None else None,
            base=self.tools.iris.base,
            engine=software(),
            ontology=ontology_digest(),
            created_at=now,
            seconds=round(time.perf_counter() - start, 3),
            triples=self.tools.store.count() - self.tools.store.count(self.tools.ledger.graph),
            documents=documents,
            gone=self.before.gone_after(documents, now) if self.before is not None else {},
        )

    def _publish(self, beside: Beside, manifest: Manifest, data: Store) -> Generation:
        beside.keep_texts_of_parent(manifest.documents.values())
        parent = self.parent.path if self.parent is not None else None
        derive(Filled(data, self.tools.iris, beside.path, parent, frozenset(self.changed)))
        self.tools.ledger.finish(self.before, manifest)
        return beside.publish(manifest)

    def _nothing(self, rows: list[LoadRow], start: float) -> LoadReport:
        number, triples = (self.before.number, self.before.triples) if self.before is not None else (None, 0)
        return LoadReport(number, tuple(rows), triples, time.perf_counter() - start)


def _path(work: Work) -> Path:
    return work.input.path if work.input is not None else Path(work.file_name)


def _row_with_findings(row: LoadRow, documents: Mapping[str, DocumentEntry]) -> LoadRow:
    entry = documents.get(row.iri or "")
    return row if entry is None else replace(row, findings=entry.findings)


def _silent(_done: int, _total: int, _row: LoadRow) -> None:
    """Nobody watches."""
