"""Questions in words: which question of the catalogue is meant, and with which parameters. No model, no guess unsaid.

``Cơ quan nào chủ trì tiểu dự án 1 dự án 10 ở huyện Bạch Thông?`` is ``lead-agency`` with ``component=1719/10/1``. What
the words name is found first; then every question is weighed by what people say when they mean it (``words.toml``), by
its title, and by how well its parameters fit what was named. Where two are close, or none weighs enough, the reading is
not sure, and all candidates are offered.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from service.questions import Parameter, Question, catalogue
from service.word_marks import Mark, Marked, mark
from service.word_names import Names, Thing, plain

CUES_FILE: Final = Path(__file__).parent / "words.toml"
ENOUGH: Final = 4.5
"""What the likeliest question must weigh to be taken as meant …"""
AHEAD: Final = 0.75
"""… and by how much more than the next."""
MOST_CANDIDATES: Final = 5
LEAST: Final = 1.5
"""What a candidate must weigh to be offered."""

_TITLE: Final = 3.0
_TITLE_ALONE: Final = 9.0
_FILLED, _FILLED_OPTIONAL, _MISSING = 1.0, 0.5, -2.0
_UNUSED: Final[Mapping[str, float]] = {
    "agency": -2.0, "agency-type": -1.0, "component": -2.0, "document": -1.5, "indicator": -2.0, "place": -0.75,
    "former-place": -0.75, "programme": -0.75, "year": -0.25, "date": -0.25,
}  # fmt: skip
_LIKE_ENOUGH: Final = 0.55
"""How like a title the words must be to mean its component or indicator, of 1."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the words: a question, its parameters by name, and what it has no parameter for."""

    question: Question
    parameters: Mapping[str, Thing]
    besides: tuple[Thing, ...]
    score: float

    @property
    def given(self) -> dict[str, str]:
        """The parameters as they are given to the question: ``{"component": "1719/10/1"}``."""
        return {name: thing.code for name, thing in self.parameters.items()}

    @property
    def complete(self) -> bool:
        """Whether the question can be answered with what was understood."""
        return all(parameter.name in self.parameters for parameter in self.question.parameters if parameter.required)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What some words may mean, the likeliest first; ``sure`` when the first is meant."""

    text: str
    readings: tuple[Reading, ...]
    sure: bool


@cache
def cues() -> Mapping[str, tuple[tuple[re.Pattern[str], float], ...]]:
    """The patterns of each question with their weights."""
    with CUES_FILE.open("rb") as file:
        read = tomllib.load(file)
    return {
        slug: tuple((re.compile(_whole(pattern)), float(weight)) for pattern, weight in patterns.items())
        for slug, patterns in read.items()
    }


def _whole(pattern: str) -> str:
    """A pattern stands for whole words: ``lam`` is not in ``lamp``."""
    return rf"(?<![\w@-])(?:{pattern})(?![\w-])"


def understand(text: str, names: Names) -> Understanding:
    """What the words of a person mean; never raises."""
    marked = mark(text[:2000], names)
    ways = list(_ways(marked, names))
    readings = [max((_reading(question, way, names) for way in ways), key=_score) for question in catalogue().values()]
    readings.sort(key=lambda reading: (-reading.score, reading.question.slug))
    offered = tuple(reading for reading in readings[:MOST_CANDIDATES] if reading.score >= LEAST)
    return Understanding(text, offered, _is_sure(offered))


def _score(reading: Reading) -> float:
    return reading.score


def _is_sure(readings: tuple[Reading, ...]) -> bool:
    if not readings or readings[0].score < ENOUGH:
        return False
    return len(readings) == 1 or readings[0].score - readings[1].score >= AHEAD


def _ways(marked: Marked, names: Names) -> Iterator[Marked]:
    """The sentence as it was marked, and, where no component or indicator is named, with the likest of each."""
    yield marked
    for kind in ("component", "indicator"):
        if not marked.of("component"):
            likest = names.alike(kind, marked.rest)
            if likest is not None and likest.score >= _LIKE_ENOUGH:
                start, end = _stretch(marked, likest.thing)
                kept = [found for found in marked.marks if found.end <= start or end <= found.start]
                marks = (*kept, Mark(likest.thing, start, end))
                yield Marked(marked.words, tuple(sorted(marks, key=lambda found: found.start)))


def _stretch(marked: Marked, thing: Thing) -> tuple[int, int]:
    """The longest run of words that are in the title: what the title was recognised by."""
    title = set(plain(thing.label).split())
    best, start = (0, 0), 0
    for place, word in enumerate((*marked.words, "")):
        if word not in title:
            best = max(best, (start, place), key=lambda run: run[1] - run[0])
            start = place + 1
    return best


def _reading(question: Question, marked: Marked, names: Names) -> Reading:
    parameters = _parameters(question, marked, names)
    used = set(parameters.values())
    besides = tuple(found.thing for found in marked.marks if not _is_used(found.thing, used, names))
    score = _cue_score(question, marked) + _fit(question, parameters)
    score += sum(_UNUSED[thing.kind] for thing in dict.fromkeys(besides))
    return Reading(question, parameters, tuple(dict.fromkeys(besides)), score)


def _is_used(thing: Thing, used: set[Thing], names: Names) -> bool:
    """A place is used, too, where its plan is what the words mean: ``kế hoạch huyện Bình Sơn``."""
    meant = (thing, names.plan_of(thing), names.former(thing)) if thing.kind == "place" else (thing,)
    return any(one in used for one in meant)


def _cue_score(question: Question, marked: Marked) -> float:
    pattern = marked.pattern
    said = sum(weight for cue, weight in cues().get(question.slug, ()) if cue.search(pattern))
    titles = (*question.title.values(), *(question.description.values() if question.slug not in cues() else ()))
    alike = max(_alike(marked.rest, plain(title)) for title in titles)
    return said + alike * (_TITLE if question.slug in cues() else _TITLE_ALONE)


def _alike(words: str, title: str) -> float:
    """How much of the words and of a title are the same, from 0 to 1; single words say little."""
    said, meant = set(_pairs(words)), set(_pairs(title))
    return 2 * len(said & meant) / (len(said) + len(meant)) if said and meant else 0.0


def _pairs(words: str) -> Iterator[str]:
    listed = words.split()
    return (f"{first} {second}" for first, second in pairwise(listed))


def _fit(question: Question, parameters: Mapping[str, Thing]) -> float:
    """A date weighs nothing: where none is said, it is today."""
    return sum(
        (_FILLED if parameter.required else _FILLED_OPTIONAL)
        if parameter.name in parameters
        else (_MISSING if parameter.required else 0.0)
        for parameter in question.parameters
        if parameter.kind != "date"
    )


def _parameters(question: Question, marked: Marked, names: Names) -> dict[str, Thing]:
    """Each parameter with the first thing of its kind that no other parameter has."""
    found: dict[str, Thing] = {}
    for parameter in question.parameters:
        thing = next((thing for thing in _offered(parameter, marked, names) if thing not in found.values()), None)
        if thing is not None:
            found[parameter.name] = thing
    return found


def _offered(parameter: Parameter, marked: Marked, names: Names) -> Iterator[Thing]:
    match parameter.kind:
        case "plan" | "document":
            for found in marked.marks:
                plan = names.plan_of(found.thing) if found.thing.kind == "place" else found.thing
                if plan is not None and plan.kind == "document" and _fits(parameter, plan, names):
                    yield plan
        case "component":
            yield from marked.of("component")
            known = {thing.code: thing for thing in names.things["component"]}
            yield from (known[thing.code] for thing in marked.of("programme") if thing.code in known)
        case "programme":
            yield from marked.of("programme")
            known = {thing.code: thing for thing in names.things["programme"]}
            yield from (known[code] for thing in marked.of("component") if (code := thing.code.split("/")[0]) in known)
        case "former-place":
            former = (names.former(found.thing) for found in marked.marks if found.thing.kind.endswith("place"))
            yield from (place for place in former if place is not None)
        case "date":
            yield from marked.of("date")
            if parameter.required:
                today = date.today().isoformat()  # noqa: DTZ011 - a day as the reader's calendar has it
                yield Thing("date", today, today, "")
        case kind:
            yield from marked.of(kind)


def _fits(parameter: Parameter, document: Thing, names: Names) -> bool:
    """Only loaded documents are plans."""
    return parameter.kind == "document" or any(document.iri in plans for plans in names.plans.values())
