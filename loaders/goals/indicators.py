"""Indicators: which concept of the scheme a clause measures; the scheme's own patterns decide.

``90% thôn có nhà văn hóa`` is ``villages-with-community-house``. The pattern with the most words in the clause wins;
words that the clause inherits from what stands before it count a third. Grammar of ``lv:pattern``: the head of
``ontology/schemes/indicators.ttl``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from loaders.folding import fold
from loaders.goals.wording import plain_words
from loaders.records import Direction
from ontology import LV
from ontology.schemes import concepts

Heard = frozenset[str]
"""The phrases of the scheme's patterns that a clause has."""
NOTHING: Heard = frozenset()

MEASURES = frozenset({"%", "count", "money", "times", "ratio", "index", "years"})
"""Kinds of value: a share, a number of things, dong, a factor, a fraction, an index value, years; ``none``: none."""
_DIRECTIONS = frozenset({"level", "increase", "decrease"})
_OWN_WEIGHT = 3
_TERM_WEIGHT = 4  # letters that a further term is worth: two things said are more than one said at length
_UNIT_WEIGHT = 200  # a pattern that asks for this very unit, such as tiêu chí/xã
_REMEMBERED = 4096  # clauses: plans take most of theirs from the plan above them, word by word
_HEAD = re.compile(r"\[([^\]]*)\]\s*")


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One ``lv:pattern``: each of ``terms`` (alternatives) must be met, no ``barred`` phrase be in the clause."""

    indicator: str
    kinds: frozenset[str]
    units: frozenset[str]
    directions: frozenset[str]
    terms: tuple[Heard, ...]
    barred: Heard

    def admits(self, measured: Measured) -> bool:
        """Whether the kind of value, its unit and the direction are those of the pattern's head."""
        return (
            measured.kind in self.kinds
            and measured.direction in self.directions
            and (not self.units or measured.unit in self.units)
        )

    def score(self, own: Heard, inherited: Heard) -> int:
        """How many letters of the clause the pattern explains; 0 when it does not fit or none are the clause's own."""
        total, is_own = 0, False
        for term in self.terms:
            met = term & own
            if met:
                total += _OWN_WEIGHT * (max(map(len, met)) + _TERM_WEIGHT)
                is_own = True
            elif met := term & inherited:
                total += max(map(len, met)) + _TERM_WEIGHT
            else:
                return 0
        if not is_own or not self.barred.isdisjoint(own):
            return 0
        return total + _UNIT_WEIGHT if self.units else total


@dataclass(frozen=True, slots=True)
class Measured:
    """What the matcher is asked: what the clause says, what it inherits, its value's kind and unit, its direction."""

    own: Heard
    inherited: Heard
    kind: str
    unit: str
    direction: Direction


@lru_cache(maxsize=_REMEMBERED)
def recognise(measured: Measured, *, other_than: str | None = None) -> str | None:
    """The slug of the indicator that ``measured`` speaks of, or None; ``other_than`` is one that it cannot be."""
    best, best_score = None, 0
    anchored = _scheme().anchored
    for phrase in measured.own | measured.inherited:
        for pattern in anchored.get(phrase, ()):
            if pattern.indicator == other_than or not pattern.admits(measured):
                continue
            score = pattern.score(measured.own, measured.inherited)
            if score > best_score or (score == best_score and best is not None and score and pattern.indicator < best):
                best, best_score = pattern.indicator, score
    return best


@lru_cache(maxsize=_REMEMBERED)
def hear(text: str, folded: str) -> Heard:
    """The phrases of the scheme in ``text`` (``folded`` is the same text folded), in time linear in its length."""
    words = plain_words(text, folded)
    heard: list[str] = []
    root = _scheme().trie
    for at, word in enumerate(words, 1):
        if word in root:
            node = root[word]
            while True:
                if "" in node:
                    heard.append(node[""])
                if at == len(words) or words[at] not in node:
                    break
                node = node[words[at]]
                at += 1  # noqa: PLW2901 - runs on from the word that began the phrase
    return frozenset(heard)


def label_of(indicator: str) -> str:
    """``poverty-rate`` is ``Tỷ lệ hộ nghèo``."""
    return concepts("indicator")[indicator].label


@dataclass(frozen=True, slots=True, eq=False)
class _Scheme:
    """All patterns by their anchors (the alternatives of their rarest term), and the trie of all phrases by word."""

    anchored: dict[str, tuple[Pattern, ...]]
    trie: dict[str, Any]


@cache
def _scheme() -> _Scheme:
    patterns = [
        parse_pattern(slug, written)
        for slug, concept in concepts("indicator").items()
        for written in concept.values.get(LV.pattern, ())
    ]
    uses = Counter(phrase for pattern in patterns for term in pattern.terms for phrase in term)
    anchored: dict[str, list[Pattern]] = defaultdict(list)
    trie: dict[str, Any] = {}
    for pattern in patterns:
        for phrase in min(pattern.terms, key=lambda term: (sum(uses[phrase] for phrase in term), -len(min(term)))):
            anchored[phrase].append(pattern)
        for phrase in (*(phrase for term in pattern.terms for phrase in term), *pattern.barred):
            node = trie
            for word in phrase.split():
                node = node.setdefault(word, {})
            node[""] = phrase
    return _Scheme({phrase: tuple(entries) for phrase, entries in anchored.items()}, trie)


def parse_pattern(indicator: str, written: str) -> Pattern:
    """``[% level] tỷ lệ hộ nghèo & !dân tộc thiểu số`` as a Pattern; ValueError names the indicator and the fault."""
    head = _HEAD.match(written)
    written_guards = head[1].split() if head else []
    units = frozenset(guard.partition(":")[2].replace("_", " ") for guard in written_guards if ":" in guard)
    guards = frozenset(guard.partition(":")[0] for guard in written_guards)
    unknown = guards - MEASURES - _DIRECTIONS - {"value", "none"}
    terms = [term.strip() for term in written[head.end() if head else 0 :].split("&")]
    wanted = [term for term in terms if not term.startswith("!")]
    if unknown or not wanted or not all(terms):
        fault = f"unknown guard {', '.join(sorted(unknown))}" if unknown else "an empty term"
        raise ValueError(f"indicator {indicator}, pattern {written!r}: {fault}")
    return Pattern(
        indicator,
        _kinds(guards),
        units,
        guards & _DIRECTIONS or _DIRECTIONS,
        tuple(frozenset(map(_phrase, term.split("|"))) for term in wanted),
        frozenset(_phrase(term[1:]) for term in terms if term.startswith("!")),
    )


def _kinds(guards: frozenset[str]) -> frozenset[str]:
    kinds = guards & (MEASURES | {"none"})
    if "value" in guards:
        kinds |= MEASURES
    return kinds or MEASURES | {"none"}


def _phrase(written: str) -> str:
    return " ".join(plain_words(written, fold(written)))
