"""What a question in words names, found in it: components by number, years, and every thing by its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rapidfuzz import fuzz, process

from service.word_names import Names, Thing, plain

DEFAULT_PROGRAMME: Final = "1719"
"""The programme of "dự án 10" where none is named: the only one with ten projects and sub-projects below them."""
_PARTS = re.compile(
    r"\b(?P<level>tieu du an|tda|sub ?projects?|du an|da|projects?|noi dung|nd|contents?)"
    r"(?: so)? ?(?P<number>\d{1,2})\b"
)
_RANKS = (
    ("project", ("du an", "da", "project", "projects")),
    ("sub", ("tieu du an", "tda", "sub project", "sub projects", "subproject", "subprojects")),
    ("content", ("noi dung", "nd", "content", "contents")),
)
_CODE = re.compile(r"\b(?P<programme>1719|ntm|gnbv)(?P<rest>(?: \d{1,2}){1,3})\b")
_YEAR = re.compile(r"\b20\d\d\b")
_DATE = re.compile(
    r"\b(?P<day>\d{1,2})(?: thang)? (?P<month>\d{1,2})(?: nam)? (?P<year>20\d\d)\b|\b(?P<iso>20\d\d \d\d \d\d)\b"
)
_PRIORITY = ("agency", "document", "place", "former-place", "agency-type", "programme")
_MOST_WORDS: Final = 24
_NEARLY: Final = 88
"""How like a place's name must be that is not spelt right, of 100."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that the words name, and which words (from 0, end exclusive)."""

    thing: Thing
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """The plain words of a sentence, and what they name in order."""

    words: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def pattern(self) -> str:
        """``co quan nao chu tri @component o @place``."""
        said = list(self.words)
        for mark in reversed(self.marks):
            said[mark.start : mark.end] = [f"@{mark.thing.kind.removeprefix('former-')}"]
        return " ".join(said)

    @property
    def rest(self) -> str:
        """The words that name nothing."""
        taken = {place for mark in self.marks for place in range(mark.start, mark.end)}
        return " ".join(word for place, word in enumerate(self.words) if place not in taken)

    def of(self, kind: str) -> list[Thing]:
        """The things of a kind, in the order of the words, each once."""
        return list(dict.fromkeys(mark.thing for mark in self.marks if mark.thing.kind == kind))


def mark(text: str, names: Names) -> Marked:
    """Finds what a sentence names. Longer names win; what is in a longer one is not found again."""
    words = tuple(plain(text).split())[:200]
    marks = [*_components(words, names), *_dates(words)]
    marks += _named(words, names, marks)
    marks += _years(words, marks)
    if not any(found.thing.kind in {"place", "former-place", "agency"} for found in marks):
        marks += _nearly(words, names, marks)
    return Marked(words, tuple(sorted(marks, key=lambda found: found.start)))


def _free(start: int, end: int, marks: Iterable[Mark]) -> bool:
    return all(end <= found.start or found.end <= start for found in marks)


def _components(words: Sequence[str], names: Names) -> Iterator[Mark]:
    """``tiểu dự án 1 dự án 10``, ``dự án 10, tiểu dự án 1``, ``1719/10/1``."""
    known = {thing.code: thing for thing in names.things["component"]}
    text = " ".join(words)
    coded = _CODE.search(text)
    if coded is not None:
        code = f"{coded['programme']}{coded['rest'].replace(' ', '/')}"
        if code in known:
            yield _marked(known[code], text, coded.start(), coded.end())
            return
    parts = {_rank(found["level"]): found for found in reversed(list(_PARTS.finditer(text)))}
    for code in _codes(parts, _programme(text)):
        if code in known:
            start, end = min(found.start() for found in parts.values()), max(found.end() for found in parts.values())
            yield _marked(known[code], text, start, end)
            return


def _rank(level: str) -> str:
    return next(rank for rank, levels in _RANKS if level in levels)


def _programme(text: str) -> str:
    if re.search(r"giam ngheo|gnbv", text):
        return "gnbv"
    return "ntm" if re.search(r"nong thon moi|\bntm\b", text) else DEFAULT_PROGRAMME


def _codes(parts: dict[str, re.Match[str]], programme: str) -> Iterator[str]:
    """The code of the parts named; where that programme has no such part, that of the programme with most parts."""
    if "project" not in parts:
        return
    numbers = [str(int(parts["project"]["number"]))]
    if "sub" in parts or "content" in parts:
        numbers.append(str(int(parts["sub"]["number"])) if "sub" in parts else "0")
    if "content" in parts:
        numbers.append(str(int(parts["content"]["number"])))
    for one in dict.fromkeys((programme, DEFAULT_PROGRAMME)):
        yield "/".join([one, *numbers])


def _marked(thing: Thing, text: str, start: int, end: int) -> Mark:
    return Mark(thing, len(text[:start].split()), len(text[:end].split()))


def _named(words: Sequence[str], names: Names, taken: Sequence[Mark]) -> list[Mark]:
    """Names word for word, the longest first; of several meanings the first of ``_PRIORITY``.

    A name may be written apart or together: ``Đa Krông`` is ``Đakrông``.
    """
    marks: list[Mark] = []
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            end = start + length
            said = tuple(words[start:end])
            meant = names.by_words.get(said) or names.by_words.get(("".join(said),), ())
            if meant and _free(start, end, (*taken, *marks)):
                marks.append(Mark(min(meant, key=lambda thing: _PRIORITY.index(thing.kind)), start, end))
    return _with_agencies(words, sorted(marks, key=lambda found: found.start), names)


def _with_agencies(words: Sequence[str], marks: Sequence[Mark], names: Names) -> list[Mark]:
    """A kind of agency with its place just behind it is that agency: ``phòng y tế`` + ``huyện Bình Sơn``."""
    joined: list[Mark] = []
    for found in marks:
        before = joined[-1] if joined else None
        if before and found.thing.kind == "place" and found.start <= before.end + 1:
            kinds = names.by_words.get(tuple(words[before.start : before.end]), ())
            agencies = (names.agency_of(kind, found.thing) for kind in kinds if kind.kind == "agency-type")
            agency = next((agency for agency in agencies if agency is not None), None)
            if agency is not None:
                joined[-1] = Mark(agency, before.start, found.end)
                continue
        joined.append(found)
    return joined


def _dates(words: Sequence[str]) -> Iterator[Mark]:
    """``01/7/2025``, ``ngày 1 tháng 7 năm 2025``, ``2025-07-01``."""
    text = " ".join(words)
    for found in _DATE.finditer(text):
        iso = found["iso"].replace(" ", "-") if found["iso"] else None
        try:
            day = date.fromisoformat(iso) if iso else date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        yield _marked(Thing("date", day.isoformat(), day.isoformat(), ""), text, found.start(), found.end())


def _years(words: Sequence[str], taken: Sequence[Mark]) -> Iterator[Mark]:
    for place, word in enumerate(words):
        if _YEAR.fullmatch(word) and _free(place, place + 1, taken):
            yield Mark(Thing("year", word, word, ""), place, place + 1)


def _nearly(words: Sequence[str], names: Names, taken: Sequence[Mark]) -> Iterator[Mark]:
    """A place whose name has a slip: ``huyện Bạch Thôn``."""
    known = {plain(thing.label): thing for thing in names.things["place"]}
    for length in (3, 4, 2):
        for start in range(len(words) - length + 1):
            said = " ".join(words[start : start + length])
            if _free(start, start + length, taken):
                likest = process.extractOne(said, list(known), scorer=fuzz.ratio, score_cutoff=_NEARLY)
                if likest is not None:
                    yield Mark(known[likest[0]], start, start + length)
                    return
