"""Tables of goals: rows whose cells are an indicator, a unit, and values by year.

``1 ⇥ Tỷ lệ hộ nghèo ⇥ % ⇥ 12,5 ⇥ 5`` below ``TT ⇥ Chỉ tiêu ⇥ Đơn vị tính ⇥ Thực hiện 2020 ⇥ Mục tiêu đến năm 2025``:
5 % by 2025; what a column says was reached is no target. Without a header the last number of a row is its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.folding import fold
from loaders.goals.headings import year_of
from loaders.goals.indicators import NOTHING, Measured, hear, label_of, recognise
from loaders.goals.quantities import Quantity, quantities
from loaders.goals.sections import Block
from loaders.goals.sense import direction, is_yearly
from loaders.goals.units import Unit
from loaders.records import Target
from loaders.view import View
from ontology.slug import slug

_NAMES_ROWS = re.compile(r"(?:ten |noi dung |cac |danh muc )?(?:chi tieu|muc tieu|noi dung|chi so)\b")
_UNIT_COLUMN = re.compile(r"(?:don vi|dvt)\b")
_ACHIEVED = re.compile(r"\b(?:thuc hien|hien trang|ket qua|hien nay|uoc|da dat|ghi chu|co quan|don vi chu tri)\b")
_WANTED = re.compile(r"\b(?:muc tieu|ke hoach|phan dau|chi tieu|den nam|nam|giai doan)\b|^20\d\d$")
_YEAR_CELL = re.compile(r"(?:nam |den |den nam )?(20\d\d)")
_NUMBER_CELL = re.compile(
    r"[^\w]{0,3}(?:tren |duoi |tu |it nhat |toi thieu |khong qua )?\d[\d.,]*(?:\s?-\s?\d[\d.,]*)?\s?(?:%|tro len)?"
)
_SHORTEST_LABEL = 8

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which columns of a table hold the indicator, the unit, and values wanted by which year."""

    width: int
    name: int
    unit: int | None
    values: tuple[tuple[int, int | None], ...]


def table_targets(view: View, rows: list[Block]) -> Iterator[Target]:
    """The targets of consecutive table rows, each value of a year to come one."""
    layout: _Layout | None = None
    for row in rows:
        cells = _cells(view, row)
        texts = [view.folded[start:end] for start, end in cells]
        header = _header(texts, layout)
        if header is not None:
            layout = header
        else:
            yield from _row_targets(view, row, cells, texts, layout)


def _cells(view: View, row: Block) -> list[Cell]:
    cells: list[Cell] = []
    start = row.start
    while start <= row.end:
        stop = view.text.find("\t", start, row.end)
        stop = row.end if stop < 0 else stop
        begin, end = start, stop
        while begin < end and view.text[begin] == " ":
            begin += 1
        while end > begin and view.text[end - 1] == " ":
            end -= 1
        cells.append((begin, end))
        start = stop + 1
    return cells


def _header(texts: list[str], layout: _Layout | None) -> _Layout | None:
    """The layout that a header row gives; a second row of years gives the years of the last columns."""
    if layout is not None and texts and all(_YEAR_CELL.fullmatch(text) for text in texts if text) and any(texts):
        first = max(layout.width - 1, layout.name + 1) if texts[0] else 0
        years = tuple((first + at, year_of(f"nam {text[-4:]}")) for at, text in enumerate(texts) if text)
        return _Layout(layout.width, layout.name, layout.unit, years)
    name = next((at for at, text in enumerate(texts) if _NAMES_ROWS.match(text)), None)
    if name is None or any(_NUMBER_CELL.fullmatch(text) and not _YEAR_CELL.fullmatch(text) for text in texts):
        return None
    unit = next((at for at, text in enumerate(texts) if _UNIT_COLUMN.match(text)), None)
    values = tuple(
        (at, year_of(text) or _bare_year(text))
        for at, text in enumerate(texts)
        if at not in (name, unit) and _WANTED.search(text) and not _ACHIEVED.search(text)
    )
    return _Layout(len(texts), name, unit, values)


def _bare_year(text: str) -> int | None:
    match = _YEAR_CELL.fullmatch(text)
    return int(match[1]) if match else None


def _row_targets(
    view: View, row: Block, cells: list[Cell], texts: list[str], layout: _Layout | None
) -> Iterator[Target]:
    numbers = [at for at, text in enumerate(texts) if _NUMBER_CELL.fullmatch(text)]
    if layout is not None and layout.values and layout.name < len(cells):
        name, unit = layout.name, layout.unit
        values = [(at, year) for at, year in layout.values if at in numbers]
    else:
        name = max(range(len(cells)), key=lambda at: cells[at][1] - cells[at][0])
        behind = [at for at in numbers if at > name]
        unit = name + 1 if behind and behind[-1] > name + 1 else None
        values = [(behind[-1], None)] if behind else []
    if cells[name][1] - cells[name][0] < _SHORTEST_LABEL:
        return
    for at, year in values:
        printed = view.text[slice(*cells[unit])] if unit is not None and unit < len(cells) else ""
        target = _target(view, cells[name], cells[at], printed, year or row.horizon)
        if target is not None:
            yield target


def _target(view: View, name: Cell, value: Cell, unit: str, horizon: int | None) -> Target | None:
    label = view.text[slice(*name)]
    text = f"{label} {view.text[slice(*value)]} {unit}"
    folded = fold(text)
    found = _value(folded, len(label), unit)
    if found is None:
        return None
    way = direction(folded, 0, found, None)
    indicator = recognise(Measured(hear(text, folded), NOTHING, found.unit.kind, found.unit.name, way))
    first, last = min(name[0], value[0]), max(name[1], value[1])
    start, end = view.span(first, last)
    return Target(
        horizon=horizon,
        indicator=indicator or slug(label),
        aligned=indicator is not None,
        label=label_of(indicator) if indicator else label,
        subject=None,
        direction=way,
        comparator=found.comparator,
        value=found.value,
        unit=found.unit.name,
        per="năm" if is_yearly(folded, 0, len(folded), found, way) else None,
        baseline=None,
        quote=" ".join(view.text[first:last].split()),
        start=start,
        end=end,
    )


def _value(folded: str, start: int, unit: str) -> Quantity | None:
    """The value of a cell with the unit of its row; a unit that the grammar lacks is taken as printed."""
    found = next(quantities(folded, start, len(folded)), None)
    if found is not None or not unit.strip():
        return found
    stop = len(folded) - len(unit)
    bare = next(quantities(f"{folded[:stop].rstrip()} %", start, stop + 1), None)
    if bare is None:
        return None
    return replace(bare, unit=Unit(unit.strip(), "count", bare.end))
