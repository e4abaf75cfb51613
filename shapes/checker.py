"""The check: shapes about one document on each, shapes about several on the whole store, and what is new since last."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode
from rdflib import SH as SHACL

from ontology import LV, SH
from ontology.iri import Iris
from shapes.catalogue import Shape, Shapes, shipped
from shapes.compared import Compared
from shapes.core import CoreValidator, Result
from shapes.day import day_of
from shapes.evidence import Evidence
from shapes.findings import Change, Finding, Report, Value, as_focus, as_value, finding_iri, is_same, seen
from shapes.last import findings_named, named_on, said_about, said_by, said_on, times_seen
from shapes.loaded import Loaded, documents
from shapes.local import local_findings
from shapes.paths import Step, backwards, documents_at, walk
from shapes.standing import Standing

if TYPE_CHECKING:
    from graph.store import Row, Store

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
_MANY = 2_000
"""More focus nodes than this are faster asked for all at once."""
_MANY_VALUES = 200
"""Changed documents with more than this to compare have something to do with most parts of the others."""


def check(
    store: Store, iris: Iris, *, at: str | None = None, shapes: Shapes | None = None, as_of: str | None = None
) -> Report:
    """All findings of the store, and how they differ from those of the last check.

    ``at`` is the time of the check as xsd:dateTime. ``shapes`` are the project's own unless given. ``as_of`` is the day
    that the shapes are asked about (``2025-07-01``), that of ``at`` or today unless given.
    """
    used = replace(shapes or shipped(iris), day=as_of or day_of(at))
    before = times_seen(store, iris)
    found = _by_iri(one for some in found_in(store, iris, used) for one in some)
    resolved = findings_named(store, iris, before.keys() - found.keys())
    return replace(_report(before, resolved, found, at), as_of=used.day)


def found_in(store: Store, iris: Iris, shapes: Shapes) -> Iterator[list[Finding]]:
    """All findings, those of some documents or of one shape at a time, so that few are in memory."""
    loaded = documents(store)
    for part in (shapes.alone, shapes.against_others):
        for some in _local_findings(store, iris, part, loaded):
            yield list(_by_iri(some).values())
    for some in _store_findings(store, iris, shapes):
        yield list(_by_iri(some).values())


def check_again(store: Store, iris: Iris, changed: Iterable[str], *, before: Store, at: str | None = None) -> Change:
    """What a change of some documents does to the findings by the project's own shapes: the same as a whole check.

    ``before`` is the store as it was, without that change; ``store`` still has the findings of then.
    """
    shapes, touched = replace(shipped(iris), day=day_of(at)), frozenset(changed)
    with ThreadPoolExecutor(max_workers=1) as beside:  # the engine needs no lock of the interpreter
        of_the_store = beside.submit(_of_the_store_again, store, iris, shapes, touched, before)
        standing, found = _of_documents_again(store, iris, shapes, touched, before)
        standing_there, found_there = of_the_store.result()
    in_part = standing.in_part(found) | standing_there.in_part(found_there)
    before_by_iri = {one.iri: one for one in findings_named(store, iris, standing.gone | standing_there.gone | in_part)}
    found_by_iri = _by_iri([*found, *found_there, *(before_by_iri[iri] for iri in in_part)])
    resolved = (finding for iri, finding in before_by_iri.items() if iri not in found_by_iri)
    report = _report({iri: one.first_seen for iri, one in before_by_iri.items()}, resolved, found_by_iri, at)
    same = {one.iri for one in report.findings if is_same(one, before_by_iri.get(one.iri))}
    return Change(
        gone=tuple(sorted((one for iri, one in before_by_iri.items() if iri not in same), key=_order)),
        found=tuple(one for one in report.findings if one.iri not in same),
        new=report.new,
        resolved=report.resolved,
    )


def _of_documents_again(
    store: Store, iris: Iris, shapes: Shapes, touched: frozenset[str], before: Store
) -> tuple[Standing, list[Finding]]:
    """What the shapes about documents find in those ``touched`` and those held against them, and found there before."""
    loaded = Loaded(store)
    standing = Standing(touched)
    found: list[Finding] = []
    for part in (shapes.alone, *shapes.each_against_others):
        beside = _held_against((before, store), part, touched) - touched
        for looked_at, compared in _looked_at(part, iris, touched, beside, (before, store)):
            if compared is None:
                said = said_about(store, iris, looked_at, part.local)
                standing.last |= {iri: one for iri, one in said.items() if iris.document_of(one.focus) in looked_at}
            else:
                parts = compared.parts(store, map(iris.graph, looked_at))
                standing.compared.update(named_on(store, iris, parts, part.shapes))
            wanted = [one for one in looked_at if one in loaded]
            found += chain.from_iterable(
                _local_findings(store, iris, part, wanted, standing=standing, compared=compared)
            )
    return standing, found


def _looked_at(
    shapes: Shapes, iris: Iris, touched: frozenset[str], beside: set[str], stores: tuple[Store, Store]
) -> Iterator[tuple[AbstractSet[str], Compared | None]]:
    """Documents, and which of their parts: of those ``beside``, only such as a rule compares with those ``touched``."""
    compared = Compared.of(stores, iris, touched, shapes.compared_by) if beside and shapes.compared_by else None
    if compared is None or len(compared.values) > _MANY_VALUES:
        yield touched | beside, None
    else:
        yield touched, None
        if compared.values:
            yield beside, compared


def _of_the_store_again(
    store: Store, iris: Iris, shapes: Shapes, touched: frozenset[str], before: Store
) -> tuple[Standing, list[Finding]]:
    """What the rules about the whole store find on the nodes that ``touched`` concern, and found there before."""
    evidence, standing = Evidence(store, iris), Standing(touched)
    found: list[Finding] = []
    for rule in shapes.rules:
        if not rule.local:
            nodes = rule.touched(store, touched) | rule.touched(before, touched)
            some = None if len(nodes) > _MANY else nodes
            if some is None:
                standing.last |= said_by(store, iris, rule.shape)
            else:
                standing.last |= said_on(store, iris, some, {rule.shape})
            rows = (
                _of_row(row, shapes.shapes[rule.shape], rule.path, evidence, iris, standing=standing)
                for row in rule.rows(store, some)
            )
            found += [finding for finding in rows if finding is not None]
    return standing, found


def _report(
    before: Mapping[str, str | None], resolved: Iterable[Finding], found: Mapping[str, Finding], at: str | None
) -> Report:
    """``before`` says when each finding of the last check was first seen; those of them ``resolved`` are in full."""
    findings = tuple(sorted((seen(one, before.get(iri), at) for iri, one in found.items()), key=_order))
    return Report(
        findings=findings,
        new=tuple(finding for finding in findings if finding.iri not in before),
        resolved=tuple(sorted(resolved, key=_order)),
    )


def _by_iri(findings: Iterable[Finding]) -> dict[str, Finding]:
    """One finding per shape, focus node and value; rows that differ in other variables add their passages."""
    merged: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda one: (one.iri, one.message_en, one.passages)):
        first = merged.get(finding.iri)
        merged[finding.iri] = (
            finding
            if first is None
            else replace(
                first,
                documents=tuple(dict.fromkeys(first.documents + finding.documents)),
                passages=tuple(dict.fromkeys(first.passages + finding.passages)),
            )
        )
    return merged


def rank(severity: str) -> int:
    """Violations first (0), then warnings (1) and notes (2); a severity that users have made ranks as a violation."""
    return {"warning": 1, "info": 2}.get(severity, 0)


def _order(finding: Finding) -> tuple[int, str, str, str, str]:
    document = finding.documents[0] if finding.documents else ""
    return rank(finding.severity), document, finding.shape, finding.focus, finding.iri


def _held_against(stores: Iterable[Store], shapes: Shapes, changed: frozenset[str]) -> set[str]:
    """The documents that some rule holds against one of ``changed``, as it is or as it was.

    Where ``changed`` lead to the same as before, the way on is walked once: it can differ only by documents that
    changed, too.
    """
    found: set[str] = set()
    for path in {rule.against for rule in shapes.rules if rule.against}:
        first, *rest = backwards(path)
        ways = {frozenset(walk(store, changed, [first])): store for store in stores}
        for nodes, store in ways.items():
            found |= documents_at(store, nodes, rest) if rest else documents_at(store, changed, [first])
    return found


def _local_findings(
    store: Store,
    iris: Iris,
    shapes: Shapes,
    wanted: Collection[str],
    *,
    standing: Standing | None = None,
    compared: Compared | None = None,
) -> Iterator[list[Finding]]:
    """What is found in ``wanted``, or on their parts that are ``compared``, batch by batch, but for what stands."""
    rules = shapes.local_rules
    if not wanted or (not rules and not len(shapes.document_core)):
        return
    evidence = Evidence(store, iris)
    for results, rows in local_findings(store, iris, shapes, _neighbours(store, wanted), compared):
        of_rows = (
            _of_row(row, shapes.shapes[rules[place].shape], rules[place].path, evidence, iris, standing=standing)
            for place, row in rows
        )
        yield [_of_result(result, shapes.shapes[result.shape], evidence, iris) for result in results] + [
            finding for finding in of_rows if finding is not None
        ]


def _neighbours(store: Store, wanted: Iterable[str]) -> list[tuple[str, ...]]:
    """Documents by where they hold: those of one province, which are held against the same, one after another."""
    places = sorted((_province(store, document), document) for document in wanted)
    return [tuple(document for _, document in group) for _, group in groupby(places, key=itemgetter(0))]


def _province(store: Store, document: str) -> str:
    places = walk(store, [document], [Step(LV.jurisdiction, inverse=False, repeated=False)])
    wider = walk(store, places, [Step(LV.within, inverse=False, repeated=True)])
    return min(wider or places, default="")


def _store_findings(store: Store, iris: Iris, shapes: Shapes) -> Iterator[list[Finding]]:
    evidence = Evidence(store, iris)
    for rule in shapes.rules:
        if not rule.local:
            rows = (_of_row(row, shapes.shapes[rule.shape], rule.path, evidence, iris) for row in rule.rows(store))
            yield [finding for finding in rows if finding is not None]
    if len(shapes.corpus_core):
        graphs = [graph for graph in store.graphs() if graph != iris.graph("findings")]
        quads = (quad for graph in graphs for quad in store.quads_for_graph(graph))
        results = CoreValidator(shapes.corpus_core).results(quads)
        yield [_of_result(result, shapes.shapes[result.shape], evidence, iris) for result in results]


def _of_result(result: Result, shape: Shape, evidence: Evidence, iris: Iris) -> Finding:
    nodes = [result.focus] + ([result.value.value] if isinstance(result.value, NamedNode) else [])
    fields = ([result.path] if result.path else []) + list(shape.evidence)
    bound: Row = {} if result.value is None else {"value": result.value}
    worded = result.component.startswith(str(SHACL)) and result.component != SH.SPARQLConstraintComponent
    messages = result.messages | shape.messages if worded else shape.messages | result.messages
    return Finding(
        iri=finding_iri(iris, result.shape, result.focus, result.value),
        shape=result.shape,
        severity=result.severity,
        component=result.component,
        focus=result.focus,
        path=result.path,
        value=result.value,
        message_vi=_message(messages, "vi", bound),
        message_en=_message(messages, "en", bound),
        documents=evidence.documents([result.focus]),
        passages=evidence.passages(nodes, fields),
    )


def _of_row(
    row: Row,
    shape: Shape,
    path: str | None,
    evidence: Evidence,
    iris: Iris,
    *,
    standing: Standing | None = None,
) -> Finding | None:
    """The finding that a row makes; None for one that was found before and is the same."""
    this = as_value(row["this"])
    focus = str(row["this"]) if this is None else as_focus(this)
    value: Value | None = as_value(row["value"]) if "value" in row else this
    iri, message_en = finding_iri(iris, shape.iri, focus, value), _message(shape.messages, "en", row)
    named = [
        term.value
        for name, term in sorted(row.items())
        if isinstance(term, NamedNode) and name not in {"this", "value"}
    ]
    nodes = [focus, *([value.value] if isinstance(value, NamedNode) else []), *named]
    concerned = evidence.documents(nodes)
    if standing is not None and standing.takes(iri, message_en, concerned):
        return None
    stated = row.get("path")
    return Finding(
        iri=iri,
        shape=shape.iri,
        severity=shape.severity,
        component=SH.SPARQLConstraintComponent,
        focus=focus,
        path=stated.value if isinstance(stated, NamedNode) else path,
        value=value,
        message_vi=_message(shape.messages, "vi", row),
        message_en=message_en,
        documents=concerned,
        passages=evidence.passages(nodes, shape.evidence),
    )


def _message(messages: Mapping[str, str], language: str, bound: Row) -> str:
    """The message in a language, else in any, with ``{?name}`` replaced by what was found."""
    message = messages.get(language) or next(iter(messages.values()), "")

    def word(match: re.Match[str]) -> str:
        term = bound.get(match[1])
        return term.value if isinstance(term, NamedNode | OxLiteral) else ""

    return _PLACEHOLDER.sub(word, message)
