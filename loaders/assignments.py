"""Assignments: who is made responsible for what.

In a section such as "Tổ chức thực hiện" every agency's bullets are its duties, or components and programmes where they
are given by name (``Chủ trì … thực hiện tiểu dự án 1 thuộc dự án 5``). Elsewhere tasks name who leads them (``Cơ quan
chủ trì tham mưu: Phòng Tư pháp``, ``Giao Sở Y tế chủ trì``, a table with a column of agencies). The article of a
decision that only says who has to carry it out ("chịu trách nhiệm thi hành Quyết định này") assigns nothing.
"""

from __future__ import annotations

from loaders.duties.charges import Partner
from loaders.duties.walking import walk
from loaders.outline import Outline
from loaders.records import Assignment, Document, Gap


def assignments(outline: Outline, document: Document) -> tuple[Assignment, ...]:
    """The assignments in the order of the text, each once."""
    records: dict[tuple[object, ...], Assignment] = {}
    for found in walk(outline, document).found:
        record = _record(outline, found)
        key = (record.agency_full, record.role, record.object_kind, record.object or record.quote, record.start)
        records.setdefault(key, record)
    return tuple(records.values())


def assignment_gaps(outline: Outline, document: Document, known: tuple[Assignment, ...]) -> tuple[Gap, ...]:
    """The lines of organisation sections that should charge somebody and are in none of the ``known`` assignments."""
    view = outline.view
    starts = sorted({record.start for record in known})
    gaps: list[Gap] = []
    at = 0
    for passage in walk(outline, document).passages:
        if not passage.charging:
            continue
        first, last = view.span(*passage.span)
        while at < len(starts) and starts[at] < first:
            at += 1
        if at == len(starts) or starts[at] >= last:
            quote = view.quote(*passage.span)
            gaps.append(Gap("assignments", "charges no agency that was understood", quote, first, last))
    return tuple(gaps)


def _record(outline: Outline, found: Partner) -> Assignment:
    view = outline.view
    charge, agency = found.charge, found.agency
    start, end = view.span(*charge.quote)
    return Assignment(
        view.quote(agency.start, agency.end),
        agency.agency.full,
        agency.agency.type,
        charge.role,
        charge.kind,
        charge.object,
        view.quote(*charge.quote),
        start,
        end,
    )
