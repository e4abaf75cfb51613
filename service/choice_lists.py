"""What parameters may be, read once for each generation and kept packed: there are tens of thousands of agencies."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode

from service.choices import Choice, read_choices
from service.state import service
from service.word_names import plain

MOST_CHOICES: Final = 1_000_000
"""Things that a parameter may be."""
_FIELD: Final = "\x1f"
_LINE: Final = "\x1e"


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """All that a kind of parameter may be, in the order of ``read_choices``: their texts, compressed."""

    packed: bytes

    @classmethod
    def of(cls, choices: Sequence[Choice]) -> ChoiceList:
        """Each with its plain words, by which it is found."""
        lines = (
            _FIELD.join((plain(f"{one.code} {one.label}"), one.code, one.label, one.term.value)) for one in choices
        )
        return cls(zlib.compress(_LINE.join(lines).encode(), 1))

    def choices(self) -> tuple[Choice, ...]:
        """All of them."""
        return tuple(map(_choice, self._lines()))

    def fitting(self, text: str, most: int) -> tuple[Choice, ...]:
        """The first ``most`` whose code and label have all words of ``text``, accents aside."""
        words = plain(text).split()
        found = (line for line in self._lines() if all(word in line.partition(_FIELD)[0] for word in words))
        return tuple(map(_choice, islice(found, most)))

    def _lines(self) -> list[str]:
        text = zlib.decompress(self.packed).decode()
        return text.split(_LINE) if text else []


def _choice(line: str) -> Choice:
    _, code, label, iri = line.split(_FIELD)
    return Choice(code, label, NamedNode(iri))


def choice_list(kind: str) -> ChoiceList:
    """What a parameter of this kind may be in the current generation. Raises Problem."""

    def read() -> ChoiceList:
        tables = service().tables
        return ChoiceList.of(read_choices(kind, lambda query: tables(query, rows=MOST_CHOICES)[0], service().iris))

    return service().made(("choices", kind), read, lambda made: len(made.packed))
