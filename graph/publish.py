"""Loading: files become the next generation of the graph, whole or not at all.

A file that the user names must be right: a bad one ends the load, and the store stays as it was. Of files found in a
folder, a bad one is reported (status ``failed``) and the rest goes on. What did not change is not read again.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from graph.building import Building, prepare_root
from graph.derived import Filled, derive, deriving
from graph.engine import ontology_digest, software
from graph.errors import StoreError, of_system
from graph.executors import Workers
from graph.filling import Filling
from graph.generations import Generation, Generations
from graph.inputs import find_inputs
from graph.kept import interrupted
from graph.lock import load_lock
from graph.manifest import FORMAT, DocumentEntry, Manifest
from graph.planning import Plan, plan
from graph.report import LoadReport, LoadRow
from graph.store import Store
from loaders.corrections import NO_CORRECTIONS, read_corrections
from ontology import Iris

Check = Callable[[Store, frozenset[str]], Mapping[str, int]]
"""Checks a filled store given the documents that changed: writes ``graph/findings`` and what follows from it, gives
findings by document."""
Progress = Callable[[int, int, LoadRow], None]
"""Told after each document: how many are done, how many there are, and what came of this one."""

KEEP_EVERY: Final = 60.0
"""Seconds of work that an interruption may cost."""
_HERE: Final = Workers()
_MANY: Final = 0.2
"""A load that changed more than this part of the documents has the store compacted, for faster reading."""
_FEW: Final = 50
"""So few documents are read fast without that, and rewriting the reference data beside them would take a second."""


def load(
    paths: Iterable[Path],
    root: Path,
    *,
    iris: Iris,
    corrections: Path | None = None,
    check: Check | None = None,
    progress: Progress | None = None,
    wait: float = 0.0,
    workers: Workers = _HERE,
    resume: bool = False,
    keep_every: float = KEEP_EVERY,
) -> LoadReport:
    """Load files and folders into the store in ``root`` and make the result the current generation.

    ``corrections`` is a folder of a person's corrections. ``wait`` is how many seconds to wait for another load to
    end, ``workers`` read the files. Every ``keep_every`` seconds what is done is made to last; after an interruption,
    ``resume`` goes on from there, with the paths of the interrupted load where none are given.

    Raises LoadError for a bad path, a bad named file or a bad correction, WorkersError for a cluster that cannot be
    reached, StoreError for a store that is locked, foreign, of another version or on a full disk, and where there is
    nothing to resume; the store is then as it was.
    """
    start = time.perf_counter()
    asked = tuple(paths)
    inputs = find_inputs(asked)
    stated = NO_CORRECTIONS if corrections is None else read_corrections(corrections, iris)
    try:
        prepare_root(root)
        with load_lock(root, wait):
            if resume:
                asked = _asked(asked, root)
                inputs = find_inputs(asked)
            generations = Generations(root)
            parent = _parent(generations, iris)
            todo = plan(inputs, parent, stated)
            fresh = parent is None or parent.manifest.ontology != ontology_digest()
            if not todo.work and not fresh:
                return _nothing_loaded(parent, list(todo.rows), start)
            purpose = _purpose(parent, iris, todo)
            building = Building(generations, parent, iris, fresh=fresh, purpose=purpose, resume=resume)
            filling = Filling(building, todo, iris, workers, keep_every)
            return _Load(filling, check, progress or _silent, asked).run(start)
    except (OSError, sqlite3.OperationalError) as error:  # the files beside the store are SQLite's
        raise of_system(str(root), error) from error


@dataclass(frozen=True, slots=True)
class _Load:
    """A load that has something to do."""

    filling: Filling
    check: Check | None
    progress: Progress
    asked: tuple[Path, ...]

    def run(self, start: float) -> LoadReport:
        """Fill, check and publish the next generation; ``start`` is when the load began (``time.perf_counter``)."""
        filling = self.filling
        with filling.building as building:
            building.journal.note("paths", json.dumps([str(path.resolve()) for path in self.asked]))
            building.journal.keep()
            rows = self._fill()
            if not filling.changed and not (building.fresh and filling.documents):
                return _nothing_loaded(building.parent, rows, start)
            findings = self._checked()
            documents = {iri: _with_findings(entry, findings) for iri, entry in sorted(filling.documents.items())}
            manifest = self._manifest(documents, start)
            building.keep_texts_of_parent(documents.values())
            if len(filling.changed) > max(_FEW, len(documents) * _MANY):
                with deriving(self._filled()):
                    building.store.compact()
            else:
                derive(self._filled())
            building.publish(manifest, compact=False)
        rows = [_row_with_findings(row, documents) for row in rows]
        return LoadReport(manifest.number, tuple(rows), manifest.triples, time.perf_counter() - start)

    def _fill(self) -> list[LoadRow]:
        plan = self.filling.plan
        rows = list(plan.rows)
        total = len(rows) + len(plan.work)
        for row in self.filling.fill():
            rows.append(row)
            self.progress(len(rows), total, row)
        return rows

    def _checked(self) -> Mapping[str, int] | None:
        if self.check is None:
            return None
        return self.check(self.filling.building.store, self.filling.changed)

    def _filled(self) -> Filled:
        building = self.filling.building
        parent = building.parent.path if building.parent is not None and not building.fresh else None
        return Filled(building.store, self.filling.iris, building.path, parent, self.filling.changed)

    def _manifest(self, documents: Mapping[str, DocumentEntry], start: float) -> Manifest:
        building = self.filling.building
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Manifest(
            number=building.number,
            parent=building.parent.number if building.parent is not None else None,
            base=self.filling.iris.base,
            engine=software(),
            ontology=ontology_digest(),
            created_at=now,
            seconds=round(time.perf_counter() - start, 3),
            triples=building.triples(),
            documents=documents,
            gone=building.parent.manifest.gone_after(documents, now) if building.parent is not None else {},
        )


def _asked(paths: tuple[Path, ...], root: Path) -> tuple[Path, ...]:
    """The paths to go on with: those given, else those of the interrupted load."""
    kept = interrupted(Generations(root))
    if kept is None and not paths:
        raise StoreError(str(root), "there is no interrupted load to go on with", "Load documents: lienvan load PATH")
    return paths or (kept.paths if kept is not None else ())


def _purpose(parent: Generation | None, iris: Iris, plan: Plan) -> str:
    """What must be the same for a load to go on from what another kept."""
    number = parent.number if parent is not None else None
    return json.dumps([FORMAT, number, iris.base, ontology_digest(), software() + plan.corrections.mark])


def _nothing_loaded(parent: Generation | None, rows: list[LoadRow], start: float) -> LoadReport:
    number, triples = (parent.number, parent.manifest.triples) if parent is not None else (None, 0)
    return LoadReport(number, tuple(rows), triples, time.perf_counter() - start)


def _parent(generations: Generations, iris: Iris) -> Generation | None:
    if generations.current_number() is None:
        return None
    parent = generations.current()
    if parent.manifest.base != iris.base:
        raise StoreError(
            str(generations.root),
            f"its identifiers begin with {parent.manifest.base}, those asked for with {iris.base}",
            "Set LIENVAN_BASE to the store's, or load into another folder (LIENVAN_STORE)",
        )
    return parent


def _with_findings(entry: DocumentEntry, findings: Mapping[str, int] | None) -> DocumentEntry:
    return entry if findings is None else replace(entry, findings=findings.get(entry.iri, 0))


def _row_with_findings(row: LoadRow, documents: Mapping[str, DocumentEntry]) -> LoadRow:
    entry = documents.get(row.iri or "")
    return row if entry is None else replace(row, findings=entry.findings)


def _silent(_done: int, _total: int, _row: LoadRow) -> None:
    """Nobody watches."""
