"""Which plans there are: of each province, its districts and some communes, one edition of each kind of plan.

Provinces, districts and communes are those of the General Statistics Office at the end of 2024, without the cities
under the central government and without urban districts and wards, which write no such plans. A district's plan
implements the plan of its province, a commune's that of its district.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Final, Literal

from loaders.places import Place, places
from ontology.slug import slug

Kind = Literal["strategy", "programme", "annual", "development", "conclusion"]
_CENTRAL: Final = "thành phố"
_URBAN: Final = ("quận", "phường")
KINDS: Final[tuple[tuple[Kind, int], ...]] = (
    ("strategy", 2022), ("programme", 2022), ("annual", 2023), ("development", 2021), ("conclusion", 2020),
    ("annual", 2024), ("annual", 2025), ("annual", 2022),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edition:
    """One plan: whose, of which kind and year, under which number and date, and whose plan it implements.

    ``number`` is the whole number as printed elsewhere (``217/KH-UBND``); ``missing`` names what the text leaves out.
    """

    place: Place
    district: str | None
    kind: Kind
    year: int
    number: str
    issued: date
    above: Edition | None
    missing: frozenset[str]
    turn: int

    @property
    def name(self) -> str:
        """The file's name without suffix: ``bach-thong-bac-kan-063-strategy-2022``."""
        where = f"{slug(self.place.name)}-{slug(self.place.province)}-{self.place.code}"
        return f"{where}-{self.kind}-{self.year}" + (f"-{self.turn}" if self.turn >= len(KINDS) else "")

    @property
    def local(self) -> str:
        """``huyện Bạch Thông``: the place with the word for its kind."""
        return f"{self.place.kind} {self.place.name}"


def editions(seed: int) -> Iterator[Edition]:
    """Editions without end, no two of one place alike, the plan that another implements always before it."""
    for turn in count():
        order = random.Random(f"{seed}:{turn}")
        provinces = [place for place in places("gso-2024", "tỉnh") if place.kind != _CENTRAL]
        kinds = {place.code: KINDS[(turn + index) % len(KINDS)] for index, place in enumerate(provinces)}
        order.shuffle(provinces)
        for province in provinces:
            kind, year = kinds[province.code]
            yield from _of_province(province, kind, year, turn, seed)


def _of_province(province: Place, kind: Kind, year: int, turn: int, seed: int) -> Iterator[Edition]:
    top = _edition(province, None, kind, year, turn=turn, seed=seed, above=None)
    yield top
    for district in _below("huyện")[province.code]:
        middle = _edition(district, None, kind, year, turn=turn, seed=seed, above=top)
        yield middle
        communes = _below("xã")[district.code]
        if communes and not middle.missing and (turn + int(district.code)) % 2:
            commune = communes[turn % len(communes)]
            yield _edition(commune, f"{district.kind} {district.name}", kind, year, turn=turn, seed=seed, above=middle)


@cache
def _below(level: Literal["huyện", "xã"]) -> dict[str, list[Place]]:
    above = places("gso-2024", "huyện" if level == "xã" else "tỉnh")
    parents: dict[str, list[Place]] = {place.code: [] for place in above}
    for place in places("gso-2024", level):
        if place.parent is not None and place.kind not in _URBAN and not place.name.isdigit():
            parents[place.parent].append(place)
    return parents


def _edition(
    place: Place, district: str | None, kind: Kind, year: int, *, turn: int, seed: int, above: Edition | None
) -> Edition:
    rng = random.Random(f"{seed}:{turn}:{place.code}:edition")
    later = above.issued + timedelta(rng.randint(10, 60)) if above else None
    issued = later or date(year, rng.randint(2, 4), rng.randint(1, 28))
    titled_once = turn < len(KINDS)  # a plan without number is known by its title
    lacks = rng.choices(("", "number", "date", "letterhead"), (78, 8, 6, 8))[0] if above and titled_once else ""
    missing = frozenset({"number", "date"} if lacks == "letterhead" else {lacks} - {""})
    missing |= {"letterhead"} if lacks == "letterhead" else frozenset()
    number = f"{rng.randint(10, 39) + 30 * turn}/KH-UBND"
    return Edition(place, district, kind, year, number, issued, above, missing, turn)
