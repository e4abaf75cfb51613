"""Drawings of answers, computed here and drawn by a template as SVG: no script, and the same on paper.

A drawing is one scale and rows of marks. A comparator is drawn as it is meant: ``=`` is a filled dot; ``≥ 3`` a
filled dot with an open line upwards, ``> 3`` the same with a hollow dot, because 3 itself is not enough; ``4 … 4,5`` a
bar with two ends. What has no number is in no drawing, and the page lists it beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Final, Literal

from service.rows import Row

WIDTH: Final = 640
"""Units of a drawing from left to right; a row is ``ROW`` high: its label and value, and the mark below them."""
ROW: Final = 60
MOST_ROWS: Final = 60
"""Rows of one drawing: more of them say nothing to the eye, and the table has them all."""
_TICKS: Final = 5
_STEPS: Final = (1, 2, 2.5, 5, 10)
_SIDE: Final = 24
_MARK: Final = 44
"""Where in a row the mark stands; its words stand above."""
_BOTTOM: Final = 40

Open = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Dot:
    """A bound at ``x``; ``hollow`` where the value itself is left out (``>``, ``<``)."""

    x: float
    hollow: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One row: its label, what it says in words, a line or bar from ``start`` to ``end``, its dots, its open side."""

    label: str
    value: str
    y: float
    start: float
    end: float
    dots: tuple[Dot, ...]
    open: Open | None
    kind: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks on one scale; ``ticks`` are position and number, ``left_out`` counts rows that are in the table alone.

    ``band`` is where all bounds lie, from the lowest to the highest; ``lowest`` and ``highest`` are these two.
    """

    title: str
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, float], ...]
    height: float
    left_out: int
    band: tuple[float, float] | None = None
    lowest: float = 0
    highest: float = 0


@dataclass(frozen=True, slots=True)
class Value:
    """What a row says: its bounds, its comparator as a sign, and how the drawing should call it."""

    label: str
    words: str
    sign: str
    lower: float | None
    upper: float | None
    kind: str = ""
    address: str | None = None

    @property
    def numbers(self) -> tuple[float, ...]:
        """Its bounds that are there."""
        return tuple(bound for bound in (self.lower, self.upper) if bound is not None)


def ranges(title: str, values: Sequence[Value]) -> Drawing | None:
    """Values and ranges on one scale; None where no value has a number."""
    drawn = [value for value in values if value.numbers and value.sign]
    if not drawn:
        return None
    numbers = [number for value in drawn for number in value.numbers]
    ticks, place = _scale(numbers)
    low, high = min(numbers), max(numbers)
    marks = tuple(_range(value, place, number) for number, value in enumerate(drawn[:MOST_ROWS]))
    band = (place(low), place(high)) if low < high else None
    return Drawing(title, marks, ticks, _height(len(marks)), max(0, len(drawn) - MOST_ROWS), band, low, high)


def bars(title: str, counted: Sequence[tuple[str, float, str | None]]) -> Drawing | None:
    """Amounts as bars from nought: ``[("24-NQ/TW", 3, "/doc/…"), …]``."""
    if not counted:
        return None
    ticks, place = _scale([0, *(amount for _, amount, _ in counted)])
    marks = tuple(
        Mark(label, f"{amount:g}", _y(number), place(0), place(amount), (), None, "bar", address)
        for number, (label, amount, address) in enumerate(counted[:MOST_ROWS])
    )
    return Drawing(title, marks, ticks, _height(len(marks)), max(0, len(counted) - MOST_ROWS))


def _range(value: Value, place: Callable[[float], float], number: int) -> Mark:
    low = value.lower if value.lower is not None else value.upper
    high = value.upper if value.upper is not None else value.lower
    start, end = place(low or 0), place(high or 0)
    hollow = value.sign in {">", "<"}
    dots = (Dot(start, hollow),) if start == end else (Dot(start, hollow), Dot(end, hollow))
    side: Open | None = "right" if value.sign in {">", "≥"} else "left" if value.sign in {"<", "≤"} else None
    if side == "right":
        end = WIDTH - 6.0
    elif side == "left":
        start = 6.0
    return Mark(value.label, value.words, _y(number), start, end, dots, side, value.kind or "range", value.address)


def _y(number: int) -> float:
    return number * ROW + float(_MARK)


def _height(rows: int) -> float:
    return rows * ROW + float(_BOTTOM)


def _scale(numbers: Iterable[float]) -> tuple[tuple[tuple[float, float], ...], Callable[[float], float]]:
    """Round ticks around some numbers, and where on the drawing a number stands.

    The scale begins at nought unless all numbers lie close together far from it.
    """
    listed = list(numbers)
    low, high = min(listed), max(listed)
    if low >= 0 and (high - low > 0.2 * high or low == high):
        low = 0.0
    high = high if high > low else low + 1
    step = _step((high - low) / _TICKS)
    first, last = floor(low / step), -floor(-high / step)
    span = (last - first) * step

    def place(number: float) -> float:
        return round(_SIDE + (number - first * step) / span * (WIDTH - 3 * _SIDE), 1)

    ticks = [round(step * count, 10) for count in range(first, last + 1)]
    return tuple((place(tick), tick) for tick in ticks), place


def _step(rough: float) -> float:
    """The round number at or above ``rough``: 1, 2, 2.5 or 5 times a power of ten."""
    power: float = 10 ** floor(log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * 0.999)


def counted(rows: Iterable[Row], label: str, amount: str, link: str | None) -> list[tuple[str, float, str | None]]:
    """Rows as amounts; a row without a number is left out."""
    found = []
    for row in rows:
        number = as_number(row, amount)
        if number is not None:
            found.append(
                (row[label].value if label in row else "", number, row[link].value if link and link in row else None)
            )
    return found


def by_month(rows: Iterable[Row], column: str, names: Mapping[int, str]) -> list[tuple[str, float, str | None]]:
    """How many rows fall due in each month: ``--12-15`` is December."""
    months = dict.fromkeys(range(1, 13), 0)
    for row in rows:
        text = row[column].value if column in row else ""
        if text.startswith("--") and text[2:4].isdecimal():
            months[int(text[2:4])] += 1
    return [(names[month], float(count), None) for month, count in months.items()] if any(months.values()) else []


def as_number(row: Row, column: str) -> float | None:
    """A number in a row, None where it has none."""
    try:
        return float(row[column].value)
    except (KeyError, ValueError):
        return None
