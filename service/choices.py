"""Parameters as people write them, and the terms that they stand for.

Each kind of parameter that names a thing of the graph has a query ``queries/choices/{kind}.rq``, which lists what may
be given: its IRI, the code that people write, its label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz, process

from ontology import XSD
from ontology.iri import Iris
from ontology.slug import slug
from service import query_files
from service.rows import Row, Table
from service.sparql_text import RdfTerm

NEAREST = 3
_PATHS: Final[Mapping[str, tuple[str, ...]]] = {
    "agency": ("agency/",),
    "agency-type": ("agency-type/",),
    "component": ("programme/",),
    "indicator": ("indicator/",),
    "place": ("place/gso-2024/", "place/"),
    "former-place": ("place/gso-2024/",),
    "programme": ("programme/",),
}
"""What stands before the code in the identifiers of each kind."""
_LETTERS: Final = str.maketrans("OoIl", "0011")
"""Letters that are typed for figures."""
_YEAR = re.compile(r"[12]\d{3}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a parameter may be: ``1719/10/1``, its label, and the term that is bound."""

    code: str
    label: str
    term: NamedNode | Literal


class ParameterError(Exception):
    """A parameter that is missing, wrong or not one of the question's; ``choices`` are the right ones."""

    def __init__(self, name: str, given: str | None, choices: Sequence[Choice], *, known: bool = True) -> None:
        super().__init__(name, given)
        self.name = name
        self.given = given
        self.known = known
        self.choices = tuple(choices)
        self.nearest = nearest(given, self.choices) if given else ()

    def __str__(self) -> str:
        if not self.known:
            return f"there is no parameter {self.name!r}; there are {_listed(self.choices)}"
        if self.given is None:
            return f"the parameter {self.name!r} is missing; it can be {_listed(self.choices)}"
        near = f"; the nearest are {_listed(self.nearest)}" if self.nearest else ""
        return f"{self.name} cannot be {self.given!r}{near}; right ones are {_listed(self.choices)}"


def _listed(choices: Sequence[Choice]) -> str:
    shown = ", ".join(choice.code for choice in choices[:12])
    return f"{shown} … ({len(choices)})" if len(choices) > 12 else shown


def read_choices(kind: str, run: Callable[[str], Table], iris: Iris) -> tuple[Choice, ...]:
    """All that a parameter of this kind may be, in the order of their codes; none for a year or a date."""
    if kind in {"year", "date"}:
        return ()
    found = (_choice(row) for row in run(query_files.query(f"choices/{kind}", iris)).rows)
    return tuple(sorted(found, key=_order))


def _order(choice: Choice) -> tuple[str, str]:
    return choice.code, choice.term.value


def _choice(row: Row) -> Choice:
    code = row["code"].value
    return Choice(code, row["label"].value if "label" in row else code, NamedNode(row["thing"].value))


def looked_up(kind: str, text: str, run: Callable[[str], Table], iris: Iris) -> Choice | None:
    """The choice that an identifier, a code or a number names outright, without reading all; None for other words."""
    wanted = text.strip()
    named = (
        [wanted] if wanted.startswith(iris.base) else [f"{iris.base}{path}{wanted}" for path in _PATHS.get(kind, ())]
    )
    try:
        things: list[RdfTerm] = [NamedNode(iri) for iri in named]
    except ValueError:
        return None
    if things:
        query = query_files.query(f"choices/{kind}", iris, {"thing": things})
    elif query_files.exists(f"numbered/{kind}"):
        query = query_files.query(f"numbered/{kind}", iris, {"code": [Literal(wanted)]})
    else:
        return None
    choices = sorted(map(_choice, run(query).rows), key=_order)
    return next((choice for choice in choices if wanted in {choice.code, choice.term.value}), None)


def chosen(name: str, kind: str, text: str, choices: Sequence[Choice]) -> Choice:
    """The choice that ``text`` names: by code, by IRI, or by label with or without accents. Raises ParameterError.

    ``1719/10/1``, ``https://w3id.org/lienvan/programme/1719/10/1``, ``phong y te``; the end of a label where only one
    ends so: ``Bạch Thông`` for ``huyện Bạch Thông``.
    """
    wanted = text.strip()
    if kind == "year":
        if _YEAR.fullmatch(wanted):
            return Choice(wanted, wanted, Literal(wanted, datatype=XSD.gYear.node))
        raise ParameterError(name, text, (Choice("2025", "2025", Literal("2025")),))
    if kind == "date":
        return _date(name, wanted)
    named = [choice for choice in choices if choice.code == wanted or choice.term.value == wanted]  # noqa: PLR1714 - of many
    found = named or _named(wanted, choices)
    if not found:
        raise ParameterError(name, text, choices)
    return found[0]


@lru_cache(maxsize=50_000)
def _folded(name: str) -> str:
    """The slug of a code or label; among 10,000 documents there are 42,000 of agencies, folded in two seconds."""
    return slug(name)


def _named(text: str, choices: Sequence[Choice]) -> list[Choice]:
    """Those whose code or label is ``text`` without accents, or the only one whose label ends so."""
    folded = slug(text)
    if not folded:
        return []
    labels = [(choice, _folded(choice.label)) for choice in choices]
    alike = [choice for choice, label in labels if folded in {label, _folded(choice.code)}]
    ending = [choice for choice, label in labels if label.endswith(f"-{folded}")]
    return alike or (ending if len(ending) == 1 else []) or _written_together(folded, labels)


def _written_together(folded: str, labels: Sequence[tuple[Choice, str]]) -> list[Choice]:
    """``đa krông`` for ``huyện Đakrông``: the only label that ends in these letters, wherever its blanks are."""
    letters = folded.replace("-", "")
    found = [choice for choice, label in labels if _ends_in_words(label, letters)]
    return found if letters and len(found) == 1 else []


def _ends_in_words(label: str, letters: str) -> bool:
    """Whether whole words at the end of a label have these letters together."""
    if not label.replace("-", "").endswith(letters):
        return False
    words = label.split("-")
    return letters in ("".join(words[at:]) for at in range(len(words)))


def _date(name: str, text: str) -> Choice:
    """A day: ``2025-07-01``."""
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        raise ParameterError(name, text, (Choice("2025-07-01", "2025-07-01", Literal("2025-07-01")),)) from None
    return Choice(day, day, Literal(day, datatype=XSD.date.node))


def nearest(text: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices whose code or label is most like ``text``, accents aside, the likest first."""
    wanted = slug(text).replace("-", " ")
    scores: dict[int, float] = _near_codes(text, choices)
    for names, scorer in (
        ([choice.code for choice in choices], fuzz.ratio),
        ([choice.label for choice in choices], fuzz.WRatio),
    ):
        folded = [_folded(name).replace("-", " ") for name in names]
        for _, score, index in process.extract(wanted, folded, scorer=scorer, limit=NEAREST, score_cutoff=50):
            scores[index] = max(score, scores.get(index, 0.0))
    likest = sorted(scores, key=lambda index: -scores[index])
    return tuple(choices[index] for index in likest[:NEAREST])


def _near_codes(text: str, choices: Sequence[Choice]) -> dict[int, float]:
    """How near codes in parts are, part by part: ``1719/10/9`` is near ``1719/10`` and ``1719/10/1``, not ``1719/1``.

    Nothing for a text that is no such code. Parts that begin alike count most, then codes of the same length, then the
    number nearest to the one that was given.
    """
    parts = text.strip().translate(_LETTERS).split("/")
    if len(parts) < 2:
        return {}
    scores: dict[int, float] = {}
    for index, choice in enumerate(choices):
        others = choice.code.split("/")
        alike = next(
            (at for at, (a, b) in enumerate(zip(parts, others, strict=False)) if a != b), min(len(parts), len(others))
        )
        if (alike and "/" in choice.code) or choice.code == parts[0]:
            away = abs(_number(parts, alike) - _number(others, alike))
            scores[index] = 100 + 10 * alike - abs(len(parts) - len(others)) - min(away, 90) / 100
    return scores


def _number(parts: Sequence[str], at: int) -> int:
    return int(parts[at]) if at < len(parts) and parts[at].isdecimal() else 0
