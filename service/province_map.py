"""The map of the provinces: their shapes, as the front end drew them at build, and how many documents each has.

The shapes are those of the 63 provinces until July 2025. The 34 since are unions of these, so that one set of shapes
draws both; the Hoàng Sa and Trường Sa islands belong to the city of Đà Nẵng and the province of Khánh Hòa.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from graph.fulltext_words import plain
from service.render import panel
from service.rows import Row
from service.state import service

_PART_OF: Final = {"hoang sa": "da nang", "truong sa": "khanh hoa", "thua thien hue": "hue"}
"""Names on the map that are other names, or parts, of a place of the graph."""
_LEVELS: Final = ("tinh ", "thanh pho ")
STEPS: Final = (1, 2, 6, 21)
"""Documents from which on a province is drawn a shade darker."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A part of the map as SVG path data; ``islands`` are so small that they need an outline to be seen."""

    path: str
    islands: bool


@dataclass(frozen=True, slots=True)
class Province:
    """A province with its documents and those of the places in it, and its shapes on the map."""

    iri: str
    label: str
    documents: int
    shapes: tuple[Shape, ...]

    @property
    def shade(self) -> int:
        """From 0, without a document, to 4."""
        return sum(self.documents >= step for step in STEPS)


@dataclass(frozen=True, slots=True)
class ProvinceMap:
    """The provinces of one time; ``view_box`` is the shapes' (SVG), empty where the front end was not built."""

    provinces: tuple[Province, ...]
    view_box: str

    @property
    def drawn(self) -> bool:
        """Whether there are shapes."""
        return bool(self.view_box)

    @property
    def with_documents(self) -> list[Province]:
        """The provinces that have documents, those with most first."""
        return sorted((one for one in self.provinces if one.documents), key=lambda one: (-one.documents, one.label))


def province_map(counts: Mapping[str, int], *, former: bool) -> ProvinceMap:
    """The provinces until July 2025 (``former``) or since, with how many documents each has.

    ``counts`` are by identifier. A province of today has also the documents of those that were joined to it.
    """
    (table,) = service().tables(panel("provinces"))
    old = [row for row in table.rows if "until" in row]
    view_box, shapes = _shapes(service().static / "build" / "provinces.json")
    if former:
        made = [_province(row, counts, shapes, [row]) for row in old]
    else:
        today = [row for row in table.rows if "until" not in row]
        made = [_province(row, counts, shapes, [one for one in old if _joined(one, row)]) for row in today]
    return ProvinceMap(tuple(made), view_box)


def _joined(old: Row, today: Row) -> bool:
    return "successor" in old and old["successor"].value == today["place"].value


def _province(
    row: Row, counts: Mapping[str, int], shapes: Mapping[str, tuple[Shape, ...]], drawn: list[Row]
) -> Province:
    places = {row["place"].value, *(one["place"].value for one in drawn)}
    documents = sum(counts.get(place, 0) for place in places)
    parts = tuple(shape for one in drawn for shape in shapes.get(_name(one["label"].value), ()))
    return Province(row["place"].value, row["label"].value, documents, parts)


def _name(label: str) -> str:
    """``tỉnh Bắc Kạn`` as the map has it: ``bac kan``."""
    name = plain(label)
    return next((name.removeprefix(level) for level in _LEVELS if name.startswith(level)), name)


@cache
def _shapes(path: Path) -> tuple[str, Mapping[str, tuple[Shape, ...]]]:
    """The shapes by the province's name without marks; none where the front end was not built."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "", {}
    shapes: dict[str, tuple[Shape, ...]] = {}
    for one in found["provinces"]:
        name = plain(one["name"])
        name = _PART_OF.get(name, name)
        shapes[name] = (*shapes.get(name, ()), Shape(one["path"], one["islands"]))
    return found["viewBox"], shapes
