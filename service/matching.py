"""Names of other systems matched with things of the graph (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/).

Candidates come from the generation's index of names, folded; an agency is looked for under its full name too (``UBDT``
is ``Ủy ban Dân tộc``). They are scored from 0 to 100 by how alike the names are and by the properties that the client
gives. A candidate is a match when its name is the same, nothing speaks against it, and no other is as good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz

from graph.fulltext_search import Name, SearchIndex
from graph.fulltext_words import Words, plain, same_marks, words_of
from loaders.agencies import expand
from service.entity_types import DATE, TYPES
from service.rows import Cell

SURE: Final = 98.0
"""The score from which a candidate may be a match."""
DEFAULT_LIMIT: Final = 10
_LOOKED_AT: Final = 60
_FEW: Final = 3
"""So few candidates for all words make it worth while to look for all but one of them."""
_PART_OF_NAME, _LIKE, _NAMES, _WRONG_DAY = 0.9, 0.95, 0.6, 0.5
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")

Values = Mapping[str, Mapping[str, Sequence[Cell]]]
"""Identifier to property id to values."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A property that the client gives, with one value or several (names, or identifiers of things)."""

    pid: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One query of a batch; ``types`` are ids, empty for any."""

    text: str
    types: tuple[str, ...] = ()
    limit: int = DEFAULT_LIMIT
    constraints: tuple[Constraint, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the index that are asked for; a type that is not there has none."""
        return tuple(TYPES[name].kind for name in self.types or TYPES if name in TYPES)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant; ``features`` are what the score is made of."""

    name: Name
    score: float
    features: Mapping[str, float]
    match: bool = False


def find(index: SearchIndex, query: Query) -> list[Name]:
    """The things whose names have the words of a query, or nearly all of them."""
    if not query.kinds:
        return []
    text = query.text or " ".join(value for one in query.constraints if one.pid != DATE for value in one.values)
    found: dict[str, Name] = {}
    for spelling in spellings(text):
        for words in _variants(words_of(spelling)):
            found |= {name.iri: name for name in index.names(words, query.kinds, _LOOKED_AT, prefix=False)}
            if len(found) >= _FEW:
                break
    return list(found.values())


def spellings(text: str) -> tuple[str, ...]:
    """``UBDT`` and ``Ủy ban Dân tộc``; ``UBND tỉnh Bắc Kạn`` and ``Ủy ban nhân dân tỉnh Bắc Kạn``."""
    agency = expand(text.strip(), None)
    return (agency.full, text) if agency.known and plain(agency.full) != plain(text) else (text,)


def _variants(words: Words) -> Iterable[Words]:
    """All words, then all but one: one of them may be spelled wrong, or be none of the name."""
    yield words
    if 1 < len(words.folded) <= 8:
        for left_out in range(len(words.folded)):
            yield Words(
                words.folded[:left_out] + words.folded[left_out + 1 :],
                words.typed[:left_out] + words.typed[left_out + 1 :],
            )


def judged(query: Query, names: Iterable[Name], values: Values, name_of: Callable[[str], str]) -> list[Candidate]:
    """The candidates of a query, the best first, at most as many as it asks for.

    ``values`` are those of the properties that the query names and of ``altLabel``; ``name_of`` names a thing.
    """
    found = [_scored(query, name, values.get(name.iri, {}), name_of) for name in names]
    found.sort(key=lambda one: (-one.score, -one.name.score, one.name.iri))
    if found and found[0].score >= SURE and not (len(found) > 1 and found[1].score >= SURE):
        first = found[0]
        found[0] = Candidate(first.name, first.score, first.features, match=True)
    return found[: query.limit]


def _scored(query: Query, name: Name, values: Mapping[str, Sequence[Cell]], name_of: Callable[[str], str]) -> Candidate:
    named = _likeness_of_name(query.text, name, values.get("altLabel", ())) if query.text else 100.0
    features = {"name": round(named, 1)}
    score = named
    compared = [one for one in query.constraints if one.pid != DATE]
    if compared:
        likes = [_agreement(one, name, values.get(one.pid, ()), name_of) for one in compared]
        features |= {one.pid: round(like, 1) for one, like in zip(compared, likes, strict=True)}
        score = _NAMES * named + (1 - _NAMES) * sum(likes) / len(likes)
    days = [value for one in query.constraints if one.pid == DATE for value in one.values if _DAY.match(value)]
    if days:
        valid = _is_valid(days[0][:10], name, values)
        features[DATE] = 100.0 if valid else 0.0
        score *= 1.0 if valid else _WRONG_DAY
    return Candidate(name, round(score, 2), features)


def _likeness_of_name(text: str, name: Name, others: Sequence[Cell]) -> float:
    number = name.note.partition(" · ")[0]
    known = [name.label, name.english, f"{name.label} {name.note}", number, *others, name.iri]
    return max(_alike(spelling, one) for spelling in spellings(text) for one in known if one)


def _alike(text: str, name: str) -> float:
    """100 for the same words with the same marks; a little less where the marks are missing, or are others."""
    wanted, given = plain(text), plain(name)
    if wanted == given:
        words = words_of(text)
        return 100.0 if not words.has_marks or same_marks(words, name) else _PART_OF_NAME * 100
    whole, part = fuzz.token_sort_ratio(wanted, given), fuzz.token_set_ratio(wanted, given)
    return max(_LIKE * whole, _PART_OF_NAME * part)


def _agreement(one: Constraint, name: Name, values: Sequence[Cell], name_of: Callable[[str], str]) -> float:
    """The likeness of the value that fits best; a place lies within each of those above it."""
    given = [value.value for value in values]
    known = [*given, *(name_of(value.value) for value in values if value.kind == "iri")]
    if one.pid == "within":
        known += name.note.split(", ")
    return max((_same(value, other) for value in one.values for other in known), default=0.0)


def _same(value: str, other: str) -> float:
    """A thing may be given by its identifier, whole or below the base."""
    return 100.0 if other == value or other.endswith(f"/{value}") else _alike(value, other)


def _is_valid(day: str, name: Name, values: Mapping[str, Sequence[Cell]]) -> bool:
    """Whether a place was there on a day; what has no days was always there."""
    since = min((value.value for value in values.get("validFrom", ())), default="")
    return since <= day and (not name.until or day < name.until)


def read_query(given: Mapping[str, Any]) -> Query:
    """A query as the protocol sends it. Raises ValueError that says what is wrong."""
    unknown = set(given) - {"query", "type", "limit", "properties", "type_strict"}
    if unknown:
        raise ValueError(f"unknown member {min(unknown)}")
    text, types, limit = given.get("query", ""), given.get("type", ()), given.get("limit", DEFAULT_LIMIT)
    types = (types,) if isinstance(types, str) else types
    if not isinstance(text, str) or not isinstance(types, Sequence) or not all(isinstance(one, str) for one in types):
        raise ValueError("query and type are strings")
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise ValueError("limit is a number from 1")
    constraints = tuple(_constraint(one) for one in given.get("properties") or ())
    if not text.strip() and not constraints:
        raise ValueError("there is neither a query nor properties")
    return Query(text, tuple(types), int(min(limit, _LOOKED_AT)), constraints)


def _constraint(given: Any) -> Constraint:
    if not isinstance(given, Mapping) or not isinstance(given.get("pid"), str) or "v" not in given:
        raise ValueError("a property has pid and v")
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    return Constraint(given["pid"], tuple(_value(value) for value in values))


def _value(value: Any) -> str:
    if isinstance(value, Mapping) and isinstance(value.get("id"), str):
        return str(value["id"])
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError("a value is a string, a number, true or false, or has an id")
