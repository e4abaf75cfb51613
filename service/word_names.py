"""What a question in words may name: places, agencies, documents, components, indicators, by every name the graph has.

Names are compared as plain words: ``Sở Lao động - Thương binh và Xã hội`` is ``so lao dong thuong binh xa hoi``, with
common abbreviations written one way (``Ủy ban nhân dân`` as ``ubnd``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log

from loaders.folding import fold
from ontology.iri import Iris
from service import links, query_files
from service.choices import Choice, read_choices
from service.questions import Choices, Run

Words = tuple[str, ...]

KINDS = ("place", "former-place", "agency", "agency-type", "document", "component", "programme", "indicator")
_WORD = re.compile(r"[a-z0-9]+")
_ONE_WAY = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("dan toc thieu so", "dtts"),
    ("muc tieu quoc gia", "mtqg"),
    ("ti le", "ty le"),
)
"""Words with a short form that people use as well."""
_FILLER = "va"
_NAMED_ELSEWHERE = frozenset({"component", "indicator"})
"""Kinds whose labels are sentences, found by their likeness and not word for word."""
_LONGEST = 24
_HEAD = re.compile(r" và | - |, ")
"""Where the short form of an agency's name ends: ``Sở Nông nghiệp``."""


def plain(text: str) -> str:
    """``Ủy ban nhân dân tỉnh Bắc Kạn`` is ``ubnd tinh bac kan``; ``24-NQ/TW`` is ``24 nq tw``."""
    joined = f" {' '.join(word for word in _WORD.findall(fold(text)) if word != _FILLER)} "
    for long, short in _ONE_WAY:
        joined = joined.replace(f" {long} ", f" {short} ")
    return " ".join(joined.split())


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a parameter may be: ``place``, ``063``, "huyện Bạch Thông", and its identifier."""

    kind: str
    code: str
    label: str
    iri: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a label some words are, from 0 to 1."""

    thing: Thing
    score: float


class Names:
    """All names in one generation of the graph."""

    def __init__(self, run: Run, iris: Iris, choices: Choices | None = None) -> None:
        self._iris = iris
        known = choices or (lambda kind: read_choices(kind, run, iris))
        self.things = {kind: tuple(_thing(kind, choice) for choice in known(kind)) for kind in KINDS}
        self._others: dict[str, list[str]] = {}
        for row in run(query_files.query("words/names", iris)).rows:
            self._others.setdefault(row["thing"].value, []).append(row["name"].value)
        self.plans: dict[str, list[str]] = {}
        for row in run(query_files.query("words/plans", iris)).rows:
            self.plans.setdefault(row["place"].value, []).append(row["document"].value)

    @cached_property
    def by_words(self) -> Mapping[Words, tuple[Thing, ...]]:
        """Every name as words, with what it may mean; a name of one short word (``Báo``) means nothing."""
        found: dict[Words, dict[Thing, None]] = {}
        for thing in (thing for kind in KINDS if kind not in _NAMED_ELSEWHERE for thing in self.things[kind]):
            for name in self._names(thing):
                words = tuple(plain(name).split())
                if len(words) > 1 or len("".join(words)) > 3 or name == thing.code:
                    found.setdefault(words[:_LONGEST], {})[thing] = None
        short: dict[Words, dict[Thing, None]] = {}
        for thing in self.things["agency-type"]:
            words = tuple(plain(_HEAD.split(thing.label)[0]).split())
            if len(words) > 2 and words not in found:
                short.setdefault(words, {})[thing] = None
        found |= short
        return {words: tuple(meant) for words, meant in found.items()}

    @cached_property
    def by_iri(self) -> Mapping[str, Thing]:
        """Every thing by its identifier."""
        return {thing.iri: thing for things in self.things.values() for thing in things}

    def _names(self, thing: Thing) -> Iterator[str]:
        label = thing.label.partition(" (")[0] if thing.kind == "place" else thing.label
        yield label
        yield from self._others.get(thing.iri, ())
        if thing.kind == "place":
            name = label.partition(" ")[2]
            yield from (name, "".join(name.split()), "".join(label.split()))
        elif thing.kind == "agency":
            yield thing.label.partition(", ")[0]
        elif thing.kind in {"document", "programme"}:
            yield thing.code

    def former(self, place: Thing) -> Thing | None:
        """A place as one that there was before July 2025, or None for one that came to be then."""
        return next((thing for thing in self.things["former-place"] if thing.iri == place.iri), None)

    def plan_of(self, place: Thing) -> Thing | None:
        """The latest loaded document of a place."""
        plans = self.plans.get(place.iri, ())
        return self.by_iri.get(plans[0]) if plans else None

    @cached_property
    def _agencies(self) -> Mapping[str, tuple[tuple[str, Thing], ...]]:
        """The agencies of each kind with their place as it stands in their identifier."""
        found: dict[str, list[tuple[str, Thing]]] = {}
        for agency in self.things["agency"]:
            parsed = links.parsed(agency.iri, self._iris)
            if parsed is not None:
                found.setdefault(parsed.parts[0], []).append((f"{parsed.parts[1]}-", agency))
        return {kind: tuple(agencies) for kind, agencies in found.items()}

    def agency_of(self, agency_type: Thing, place: Thing) -> Thing | None:
        """``phong-y-te`` and ``huyện Bình Sơn`` make ``Phòng Y tế huyện Bình Sơn``, where some plan charges it."""
        inside = plain(place.label).replace(" ", "-")
        agencies = self._agencies.get(agency_type.code, ())
        return next((agency for slug, agency in agencies if slug.startswith(f"{inside}-")), None)

    @cached_property
    def _sentences(self) -> Mapping[str, Sentences]:
        return {
            kind: Sentences((thing, name) for thing in self.things[kind] for name in self._names(thing))
            for kind in _NAMED_ELSEWHERE
        }

    def alike(self, kind: str, words: str) -> Likeness | None:
        """The component or indicator whose title is most like some words, or None where none is like them."""
        return self._sentences[kind].likest(words)


def _thing(kind: str, choice: Choice) -> Thing:
    return Thing(kind, choice.code, choice.label, choice.term.value)


class Sentences:
    """Long labels, found by the words and pairs of words that they share with a question; rare ones count for more."""

    ENOUGH = 6.0
    """What shared words must weigh together …"""
    PAIRS = 2
    """… and how many pairs of neighbours must be among them."""

    def __init__(self, labels: Iterable[tuple[Thing, str]]) -> None:
        self._labels = [(thing, _features(plain(label))) for thing, label in labels]
        counts = Counter(feature for _, features in self._labels for feature in features)
        self._weights = {feature: log(1 + len(self._labels) / count) for feature, count in counts.items()}

    def likest(self, words: str) -> Likeness | None:
        """How much of the words is in the label counts three times as much as how much of the label is in the words."""
        wanted = _features(words) & self._weights.keys()
        asked = self._weigh(wanted)
        best: Likeness | None = None
        for thing, features in self._labels:
            common = wanted & features
            shared = self._weigh(common)
            if shared >= self.ENOUGH and sum(" " in feature for feature in common) >= self.PAIRS:
                score = 0.75 * shared / asked + 0.25 * shared / self._weigh(features)
                if best is None or score > best.score:
                    best = Likeness(thing, score)
        return best

    def _weigh(self, features: Iterable[str]) -> float:
        return sum(self._weights[feature] for feature in features)


def _features(words: str) -> frozenset[str]:
    """Words and pairs of neighbours: ``che phủ rừng`` is told from ``rừng che`` by its pairs."""
    listed = words.split()
    return frozenset(listed) | {f"{first} {second}" for first, second in pairwise(listed)}
