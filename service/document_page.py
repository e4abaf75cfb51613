"""The page of a document: its header, its text with the outline and the facts beside it, and its facts by kind.

A long text is shown in parts, and facts are asked for only where they are shown, so that a document of 10 MB with a
hundred thousand facts has pages as small as those of any other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from flask import request
from flask_babel import gettext

from graph.document_parts import Part, Parts
from graph.layout import Heading, Layout, layout
from service import lists
from service.document_facts import Beside, beside, described, findings_of, names_in, parts_of
from service.document_outline import Entry, entries
from service.formats import GRAPH_FORMS
from service.links import local, parsed
from service.problems import Problem
from service.render import moment, name_of, panel, panels, show
from service.rows import Cell, Row, Table
from service.source_lines import Excerpt, Line, excerpt, paragraphs, parse_range
from service.state import service

TEXT: Final = "text"
LISTS: Final[Mapping[str, str]] = {
    "targets": "target",
    "assignments": "assignment",
    "components": "component",
    "reports": "report",
    "citations": "citation",
    "recipients": "recipient",
}
"""Lists of one kind of part each; ``findings``, ``relations`` and ``cited-by`` are made of other things."""
ROWS: Final = 100
"""Rows of a list at once."""
OUTLINE: Final = 160
BESIDE: Final = frozenset({"target", "assignment", "component", "report", "citation", "link"})
"""Kinds of parts that stand beside the text."""
OVERLOADED: Final = frozenset({"query-timeout", "out-of-memory", "busy"})
"""Problems of a moment: what they keep from a page is left out, and the page says so."""
LONG: Final = 500_000
"""Characters of a text whose layout a query process finds, so that no other request waits for it."""

Facts = Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of a paragraph, and the heading that it is, if it is one."""

    lines: Sequence[Line]
    heading: Heading | None


@dataclass(frozen=True, slots=True)
class Reader:
    """What stands side by side: a part of the text, the outline, the facts; ``length`` is that of the whole text.

    ``late`` says why the facts are missing, where asking for them took too long.
    """

    shown: Excerpt
    paragraphs: Sequence[Paragraph]
    outline: Sequence[Entry]
    beside: Sequence[Beside]
    length: int
    mark: tuple[int, int] | None
    late: Problem | None


def document_page(iri: str) -> str:
    """The page. Raises Problem (not-found) when the graph neither has the document nor cites it."""
    tables = panels("document", ("facts", "fields", "signatures", "findings", "citing", "relating"), document=iri)
    facts = _facts(tables["facts"])
    others = {
        "findings": sorted(tables["findings"].rows, key=lambda row: (row["severity"].value, row["finding"].value)),
        "relations": _parts_in_order(tables["relating"]),
        "cited-by": _parts_in_order(tables["citing"]),
    }
    if not facts and not others["cited-by"]:
        raise Problem("not-found", f"<{iri}>", None, iri=iri)
    entry = service().generation().manifest.entry(iri)
    parts = parts_of(iri) if entry else None
    counts = _counts(parts, others)
    view = _view(counts, loaded=entry is not None)
    context: dict[str, Any] = {}
    found: list[Table] = [tables["facts"], tables["signatures"]]
    if view == TEXT and parts is not None:
        context["reader"], more = _reader(iri, parts, others["findings"])
    else:
        context["listed"], more = _listed(iri, view, parts, others)
    found += more
    return show(
        "document.html",
        names=names_in(found) | {iri},
        iri=iri,
        path=local(iri, service().iris),
        facts=facts,
        fields={row["field"].value.rpartition("#")[2]: row["passage"] for row in tables["fields"].rows},
        signatures=tables["signatures"].rows,
        counts=counts,
        view=view,
        entry=entry,
        forms=[form.name for form in GRAPH_FORMS],
        reference=reference,
        **context,
    )


def _facts(table: Table) -> Facts:
    """Rows of property and value, by the property's name: ``facts["number"]``."""
    facts: dict[str, list[Row]] = {}
    for row in table.rows:
        facts.setdefault(row["property"].value.rpartition("#")[2], []).append(row)
    return facts


def _counts(parts: Parts | None, others: Mapping[str, Sequence[Row]]) -> Mapping[str, int]:
    """How much each list has."""
    of = parts.counts() if parts else {}
    own = {name: of.get(kind, 0) for name, kind in LISTS.items()}
    return own | {name: len(rows) for name, rows in others.items()}


def _view(counts: Mapping[str, int], *, loaded: bool) -> str:
    """What the address asks for, else the text, else who cites the document."""
    wanted = request.args.get("view")
    if wanted is not None and wanted in counts:
        return wanted
    return TEXT if loaded else "cited-by"


def _parts_in_order(table: Table) -> list[Row]:
    """Rows of parts, each once, sorted here: the engine takes twenty times longer to sort than to find them."""
    return [row for _, row in sorted({row["part"].value: row for row in table.rows}.items())]


def _reader(iri: str, parts: Parts, found_in: Sequence[Row]) -> tuple[Reader, list[Table]]:
    text = service().source_text(iri) or ""
    mark = _marked(iri)
    shown = excerpt(text, mark, request.args.get("from", 0, type=int))
    begin, end = shown.begin, shown.end
    found = _layout(iri, text)
    sections = [heading for heading in found.headings if begin <= heading.start < end]
    wanted = [part for part in parts.between(begin, end) if part.kind in BESIDE]
    tables, findings, late = _facts_of(iri, wanted, found_in[:ROWS])
    low, high = np.searchsorted(found.paragraphs, [begin, end])
    reader = Reader(
        shown,
        _paragraphs(sections, paragraphs(shown.lines, found.paragraphs[low:high].tolist())),
        entries(found.headings, begin, end, OUTLINE),
        beside(sections, tables, findings, (begin, end)),
        len(text),
        mark,
        late,
    )
    return reader, [*tables.values(), findings]


def _facts_of(
    iri: str, parts: Sequence[Part], findings: Sequence[Row]
) -> tuple[Mapping[str, Table], Table, Problem | None]:
    """The rows beside the text, or the problem: the text can be read without them."""
    try:
        return described(iri, parts), findings_of(iri, findings), None
    except Problem as problem:
        if problem.kind.slug not in OVERLOADED:
            raise
        return {}, Table((), ()), problem


def _marked(iri: str) -> tuple[int, int] | None:
    """The characters that the address asks for: ``?char=120,180``, or those of a part, ``?part=target/4``."""
    wanted = f"{iri}/{request.args.get('part', '')}"
    found = parsed(wanted, service().iris)
    if found is None or found.kind not in {"part", "task"}:
        return parse_range(request.args.get("char"))
    (table,) = service().tables(panel("document-place", part=wanted))
    return parse_range(table.rows[0]["passage"].value.rpartition("#char=")[2]) if table.rows else None


def _layout(iri: str, text: str) -> Layout:
    """The layout of a text, as it was written at load; an empty one where finding it takes more than a query may."""

    def find() -> Layout:
        known = lists.counted()
        written = known.layout(iri) if known is not None else None
        if written is not None:
            return written
        if len(text) <= LONG:
            return layout(text)
        try:
            return service().executor.call(layout, text)
        except Problem as problem:
            if problem.kind.slug not in OVERLOADED:
                raise
            return Layout((), np.array([], np.int32))

    return service().made(("layout", iri), find, lambda found: found.size)


def _paragraphs(sections: Sequence[Heading], found: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """Each paragraph with the heading that begins in it."""
    starts = [heading.start for heading in sections]
    made = []
    for place, lines in enumerate(found):
        at = bisect_left(starts, lines[0].start)
        following = found[place + 1][0].start if place + 1 < len(found) else None
        heads = at < len(starts) and (following is None or starts[at] < following)
        made.append(Paragraph(lines, sections[at] if heads else None))
    return made


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of one list: its rows, and where the pages before and after begin (None at the ends)."""

    rows: Sequence[Row]
    first: int
    total: int

    @property
    def before(self) -> int | None:
        """Where the page before begins."""
        return max(0, self.first - ROWS) if self.first else None

    @property
    def after(self) -> int | None:
        """Where the page after begins."""
        following = self.first + ROWS
        return following if following < self.total else None


def _listed(
    iri: str, view: str, parts: Parts | None, others: Mapping[str, Sequence[Row]]
) -> tuple[Listed, list[Table]]:
    """A page of a list; ``others`` has the rows of the lists that are not made of one kind of the document's parts."""
    first = max(0, request.args.get("from", 0, type=int))
    if view in others:
        total = len(others[view])
        found = [_others(iri, view, others[view][first : first + ROWS])]
    else:
        kind = LISTS[view]
        total = parts.counts()[kind] if parts else 0
        found = list(described(iri, parts.of(kind, first, ROWS)).values()) if parts else []
    return Listed([row for table in found for row in table.rows], first, total), found


def _others(iri: str, view: str, shown: Sequence[Row]) -> Table:
    """What some findings say, or the parts of other documents that cite or relate this one."""
    if view == "findings" or not shown:
        return findings_of(iri, shown)
    order = {row["part"].value: place for place, row in enumerate(shown)}
    (table,) = service().tables(panel(_PANELS[view], part=tuple(order)))
    return Table(table.columns, tuple(sorted(table.rows, key=lambda row: order[row["part"].value])))


_PANELS: Final = {"cited-by": "document-cited-by", "relations": "document-links"}


def reference(iri: str, facts: Facts) -> str:
    """How to name the document in a text.

    ``Ủy ban nhân dân tỉnh Bắc Kạn, Kế hoạch số 303/KH-UBND ngày 04/06/2020: KẾ HOẠCH Thực hiện …, https://…``
    """

    def value(name: str) -> Cell | None:
        return facts[name][0]["value"] if name in facts else None

    kind, number, issued, issuer, title = map(value, ("documentType", "number", "issued", "issuer", "title"))
    what = name_of(kind) if kind else gettext("Văn bản")
    if number:
        what += " " + gettext("số %(number)s", number=number)
    if issued:
        what += " " + gettext("ngày %(day)s", day=moment(issued))
    named = ", ".join(part for part in (name_of(issuer) if issuer else "", what) if part)
    return f"{named}{f': “{title}”' if title else ''}. {iri}"
