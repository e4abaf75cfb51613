"""Targets as quads: bounds are always numbers, so that "trên 5%", "4 - 4,5%" and "41" compare."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from graph.places import place_node
from graph.sheet import Sheet
from graph.terms import decimal, integer, node, string, year
from loaders.records import Comparator, Direction, Target
from loaders.resolved import Resolved, ResolvedTarget
from ontology import LV, ODRL, QUDT, RDFS, Term

_DIRECTIONS: Final[dict[Direction, Term]] = {"level": LV.Reach, "increase": LV.Increase, "decrease": LV.Decrease}
_COMPARATORS: Final[dict[Comparator, Term]] = {
    "eq": ODRL.eq,
    "gt": ODRL.gt,
    "ge": ODRL.gteq,
    "lt": ODRL.lt,
    "le": ODRL.lteq,
    "between": LV.Between,
}
_FROM_BELOW: Final = frozenset({"eq", "gt", "ge", "between"})
_FROM_ABOVE: Final = frozenset({"eq", "lt", "le", "between"})


def write_targets(sheet: Sheet, resolved: Resolved) -> None:
    """Each target, for the place that the document is for."""
    place = place_node(resolved.place, sheet.iris) if resolved.place is not None else None
    for number, target in enumerate(resolved.targets, 1):
        part = _target(sheet, number, target)
        _value(sheet, part, target.record)
        if place is not None:
            sheet.add(part, LV.jurisdiction, place)


def _target(sheet: Sheet, number: int, target: ResolvedTarget) -> NamedNode:
    record = target.record
    part = sheet.part("target", number, LV.Target, (record.start, record.end), record.quote)
    sheet.add(part, LV.order, integer(number))
    sheet.add(part, LV.indicator, node(target.indicator))
    sheet.add(part, LV.direction, _DIRECTIONS[record.direction].node)
    sheet.add_text(part, RDFS.label, record.label)
    sheet.add_text(part, LV.subjectText, record.subject)
    if target.unit is not None:
        sheet.add(part, LV.unit, node(target.unit))
    if target.per is not None:
        sheet.add(part, LV.per, node(target.per))
    if record.horizon is not None:
        sheet.add(part, LV.horizon, year(record.horizon))
    if record.baseline is not None:
        sheet.add(part, LV.baseline, year(record.baseline))
    if target.correction is not None:
        sheet.add(part, LV.correction, string(target.correction))
    return part


def _value(sheet: Sheet, part: NamedNode, record: Target) -> None:
    if record.comparator is None or record.value is None:
        return
    sheet.add(part, LV.comparator, _COMPARATORS[record.comparator].node)
    if isinstance(record.value, tuple):
        low, high = record.value
    else:
        low = high = record.value
        sheet.add(part, QUDT.numericValue, decimal(low))
    if record.comparator in _FROM_BELOW:
        sheet.add(part, LV.lowerBound, decimal(low))
    if record.comparator in _FROM_ABOVE:
        sheet.add(part, LV.upperBound, decimal(high))
