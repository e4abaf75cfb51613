"""Numbers of programme components in running text: ``tiểu dự án 1, 3 thuộc dự án 10`` is ``10/1`` and ``10/3``.

Written upwards (``Nội dung 1 (…), Tiểu dự án 2 thuộc Dự án 5``) or downwards (``Dự án 3: Tiểu dự án 1``, ``Dự án 9
(TDA 1, TDA 2)``). Paths are tuples below the programme: ``("5", "2", "1")``; a content directly under a project has
``"0"`` for the sub-project: ``("7", "0", "1")``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"(?<!\w)(?P<level>tieu du an|tda|du an(?: thanh phan)?|da|noi dung(?: thanh phan)?|nd)(?: (?:so|thu)|:)? ?"
    r"(?P<numbers>\d{1,2}(?: ?(?:,|;|va|\+|&|-) ?(?:so )?\d{1,2}){0,12})(?![\d/%]|\.\d| %)(?!\w)"
)
_NUMBER = re.compile(r"(-)? ?(\d{1,2})")
_NOTE = re.compile(r" ?\([^()\n]{0,250}\)")
_UP = re.compile(r" ?,? ?(?:(?:thuoc|cua|trong|-|/)(?: noi dung)? ?)?")
_DOWN = re.compile(r" ?[:(/-]? ?(?:(?:bao )?gom|trong do|noi dung|cac)? ?:? ?")
_BESIDE = re.compile(r" ?(?:[,;+&]|va)? ?(?:cac )?")
_APART = re.compile(r"[;.:]|^.{120}")
_EXCEPT = re.compile(r"(?:ngoai )?tru |khong (?:bao )?gom ")
_RANK = {"du an": 1, "du an thanh phan": 1, "da": 1, "tieu du an": 2, "tda": 2,
         "noi dung": 3, "noi dung thanh phan": 3, "nd": 3}  # fmt: skip
_SHORT = frozenset({"da", "tda", "nd"})
_MAX_NUMBER = {1: 12, 2: 6, 3: 15}

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComponentRef:
    """A component named at ``[start, end)``; ``path`` is empty of the levels that the words leave out."""

    path: Path
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    rank: int
    numbers: tuple[str, ...]
    start: int
    end: int
    lower: tuple[_Token, ...] = ()
    of_programme: bool = False


def component_refs(text: str, folded: str, start: int, end: int, *, below: Path = ()) -> list[ComponentRef]:
    """The components named in ``[start, end)`` in order; ``below`` is the component whose section speaks.

    A sub-project or content without its project belongs to ``below``; it is left out where there is none.
    """
    tokens = _tokens(text, folded, start, end)
    return _Assembly(folded, below).read(tokens) if tokens else []


def _tokens(text: str, folded: str, start: int, end: int) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(folded, start, end):
        level = match["level"]
        if level in _SHORT and not text[match.start() : match.start() + len(level)].isupper():
            continue
        rank = _RANK[level]
        numbers = tuple(n for n in _numbers(match["numbers"]) if int(n) <= _MAX_NUMBER[rank])
        stop = match.end()
        note = _NOTE.match(folded, stop, end)
        if note is not None and not _TOKEN.search(folded, note.start(), note.end()):
            stop = note.end()
        if numbers:
            tokens.append(_Token(rank, numbers, match.start(), stop, of_programme=level == "noi dung thanh phan"))
    return tokens


def _numbers(printed: str) -> list[str]:
    """``1, 3`` → 1, 3; ``1-3`` → 1, 2, 3; ``01`` → 1."""
    numbers: list[int] = []
    for dash, digits in _NUMBER.findall(printed):
        number = int(digits)
        if dash and numbers and number - numbers[-1] <= 12:
            numbers.extend(range(numbers[-1] + 1, number))
        numbers.append(number)
    return [str(number) for number in numbers if number > 0]


class _Assembly:
    """Joins tokens with the higher components they belong to."""

    def __init__(self, folded: str, below: Path) -> None:
        self._folded = folded
        self._below = below
        self._refs: list[ComponentRef] = []
        self._pending: list[_Token] = []
        self._project: _Token | None = None

    def read(self, tokens: list[_Token]) -> list[ComponentRef]:
        previous: _Token | None = None
        for token in tokens:
            gap = self._folded[previous.end : token.start] if previous else ""
            if previous is not None and _EXCEPT.search(gap) and len(gap) < 20:
                continue
            self._take(token, gap)
            previous = token
        self._flush()
        return self._refs

    def _take(self, token: _Token, gap: str) -> None:
        higher = bool(self._pending) and token.rank < self._pending[-1].rank
        if higher and _UP.fullmatch(gap):
            if token.rank == 1:
                self._attach(token)
            else:
                self._hold(token)
            return
        if token.rank == 1:
            self._flush()
            self._refs += [ComponentRef((number,), token.start, token.end) for number in token.numbers]
            self._project = token
            return
        if self._pending and token.rank > self._pending[-1].rank and len(gap) < 12 and _DOWN.fullmatch(gap):
            last = self._pending.pop()
            self._pending.append(replace(last, lower=(*last.lower, token), end=token.end))
            return
        if self._pending and _BESIDE.fullmatch(gap) and self._continues(token):
            return
        if self._pending and _APART.search(gap):
            self._flush()
        self._pending.append(token)

    def _hold(self, token: _Token) -> None:
        """The contents right before a sub-project are its own: ``Tiểu dự án 1 và | Nội dung 1 Tiểu dự án 2``."""
        first = len(self._pending) - 1
        while first > 0 and self._pending[first - 1].rank > token.rank:
            first -= 1
        lower = tuple(self._pending[first:])
        self._pending[first:] = [replace(token, lower=lower, start=lower[0].start)]

    def _continues(self, token: _Token) -> bool:
        """``Tiểu dự án 2: nội dung 1, nội dung 3``: one more of the contents of the sub-project."""
        last = self._pending[-1]
        if not last.lower or last.start >= last.lower[0].start or last.lower[-1].rank != token.rank:
            return False
        self._pending[-1] = replace(last, lower=(*last.lower, token), end=token.end)
        return True

    def _attach(self, project: _Token) -> None:
        for token in self._pending:
            for number in project.numbers:
                self._add(token, (number,), token.start, project.end)
        self._pending = []
        self._project = None

    def _add(self, token: _Token, above: Path, start: int, end: int) -> None:
        """``above`` is the path of the component that ``token`` belongs to."""
        base = (*above, "0") if token.rank == 3 and len(above) == 1 else above
        for number in token.numbers:
            path = (*base, number)
            if not token.lower:
                self._refs.append(ComponentRef(path, start, end))
            for lower in token.lower:
                self._add(lower, path, start, end)

    def _flush(self) -> None:
        """What no higher component followed belongs to the project just before, or to the section's component."""
        if not self._pending:
            return
        first = self._pending[0]
        project = self._project
        gap = self._folded[project.end : first.start] if project else ""
        if project is not None and len(gap) < 20 and _DOWN.fullmatch(gap):
            self._refs = [ref for ref in self._refs if ref.start != project.start]
            for token in self._pending:
                self._add(token, project.numbers[:1], project.start, token.end)
        else:
            for token in self._pending:
                self._orphan(token)
        self._pending = []
        self._project = None

    def _orphan(self, token: _Token) -> None:
        if token.of_programme:
            self._refs += [ComponentRef((number,), token.start, token.end) for number in token.numbers]
        elif len(self._below) >= token.rank - 1 and token.rank > 1:
            self._add(token, self._below[: token.rank - 1], token.start, token.end)
        elif self._below and token.rank == 3:
            self._add(token, self._below[:1], token.start, token.end)
