"""The scheme of agency types, read from ``ontology/schemes/agency-types.ttl``: names in print and what they mean.

A name is looked up by its words without case, accents, dashes and "và": ``Phòng Kinh tế - Hạ tầng`` is ``Phòng Kinh
tế và Hạ tầng``. A name with abbreviations is looked up by its initials: ``Phòng TC-KH`` has those of ``Phòng Tài
chính - Kế hoạch``, ``PGD Ngân hàng CSXH`` those of ``Phòng giao dịch Ngân hàng Chính sách xã hội``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from loaders.folding import fold
from loaders.records import Level, Span
from ontology import DIRECTORY, LV, SKOS

_FILE = DIRECTORY / "schemes" / "agency-types.ttl"
_LEVELS: dict[str, Level] = {"trung-uong": "trung ương", "tinh": "tỉnh", "huyen": "huyện", "xa": "xã"}
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 10
_WINDOW = 80
_OWN_NAMES = frozenset({"don-vi-su-nghiep", "co-quan-bao-chi", "tap-the", "cong-dong-dan-cu"})
"""Bodies of which a shorter name is a name in its own right: ``Trung tâm Văn hóa - Thể thao``, not a short form."""
_GO_BY_LETTERS = frozenset({"doanh-nghiep", "co-quan-bao-chi"})


@dataclass(frozen=True, slots=True)
class AgencyType:
    """A concept of the scheme: ``phong-y-te``, "Phòng Y tế", the levels it exists at, and its kind of body."""

    slug: str
    label: str
    names: tuple[str, ...]
    levels: tuple[Level, ...]
    body: str


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: folded, whether it is an abbreviation in capitals, and where it ends."""

    folded: str
    short: bool
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a text: its type, its name in full without a place, and where its words end."""

    type: AgencyType
    full: str
    end: int


def words_between(text: str, folded: str, start: int, end: int) -> list[Word]:
    """The words of ``text[start:end]``; ``folded`` is the whole text folded."""
    return [
        Word(folded[match.start() : match.end()], len(match[0]) > 1 and match[0].isupper(), match.end())
        for match in _WORD.finditer(text, start, end)
    ]


def words_of(text: str) -> list[Word]:
    """``Phòng TC-KH`` → ``phong``, ``tc`` (short), ``kh`` (short)."""
    return words_between(text, fold(text), 0, len(text))


def _initials(words: Sequence[Word]) -> str:
    return "".join(word.folded if word.short else word.folded[0] for word in words if word.folded != "va")


@dataclass(slots=True)
class _Branch:
    """What may follow some words: the names that end here, and the branches by the next word."""

    names: list[tuple[AgencyType, str]] = field(default_factory=list)
    next: dict[str, _Branch] = field(default_factory=dict)


class AgencyScheme:
    """All types, found by slug, and by the words with which a text goes on."""

    def __init__(self, types: Sequence[AgencyType]) -> None:
        self.types = {kind.slug: kind for kind in types}
        self._root = _Branch()
        self._by_initials: dict[str, list[tuple[AgencyType, str]]] = {}
        for kind in types:
            self._add(kind)

    def _add(self, kind: AgencyType) -> None:
        names = {name: words_of(name) for name in kind.names}
        spelled = {name: words for name, words in names.items() if not any(word.short for word in words)}
        for name, words in names.items():
            full = name if name in spelled else _spelled(words, spelled) or self._without_words(kind, name)
            if full in spelled and kind.body not in _OWN_NAMES and _shortens(spelled[full], spelled[kind.label]):
                full = kind.label
            branch = self._root
            for word in words:
                if word.folded != "va":
                    branch = branch.next.setdefault(word.folded, _Branch())
            branch.names.append((kind, full))
            if name in spelled:
                self._by_initials.setdefault(_initials(words), []).append((kind, name))

    @staticmethod
    def _without_words(kind: AgencyType, name: str) -> str:
        """A firm or a channel goes by its letters (``VNPT``); of other bodies they are shorthand for the label."""
        return name if kind.body in _GO_BY_LETTERS else kind.label

    def may_begin(self, text: str, folded: str, at: int) -> bool:
        """Whether any name begins like the word at ``at``: a cheap test."""
        match = _WORD.match(text, at)
        return match is not None and (folded[at : match.end()] in self._root.next or match[0].isupper())

    def find(self, text: str, folded: str, span: Span, level: Level | None = None, *, kind: str = "") -> Name | None:
        """The longest name that begins at ``span[0]``; of several types with one name, the one that ``level`` has.

        ``kind`` is read before the words of the text: "phong" before ``Tài chính - Kế hoạch``.
        """
        at, end = span
        branch: _Branch | None = self._root.next.get(kind) if kind else self._root
        best: tuple[_Branch, int] | None = None
        short = False
        for match in _WORD.finditer(text, at, end):
            word = folded[match.start() : match.end()]
            short = short or (len(word) > 1 and match[0].isupper())
            if word == "va" and branch is not self._root:
                continue
            branch = branch.next.get(word) if branch is not None else None
            if branch is None:
                break
            if branch.names:
                best = branch, match.end()
        if short:
            longer = self._abbreviated(text, folded, (at, min(end, at + _WINDOW)), kind)
            if longer is not None and (best is None or longer[1] > best[1]):
                return _named(longer[0], longer[1], level)
        return None if best is None else _named(best[0].names, best[1], level)

    def _abbreviated(
        self, text: str, folded: str, span: Span, kind: str
    ) -> tuple[list[tuple[AgencyType, str]], int] | None:
        """The longest run of words whose initials and spelled words are those of a name."""
        words = [Word(kind, False, span[0])] if kind else []
        words += words_between(text, folded, *span)
        for length in range(min(len(words), _MOST_WORDS), len(words[:1]) if kind else 0, -1):
            part = words[:length]
            if part[-1].folded == "va" or not any(word.short for word in part):
                continue
            candidates = self._by_initials.get(_initials(part), ())
            found = [entry for entry in candidates if _abbreviates(part, words_of(entry[1]))]
            if found:
                return found, part[-1].end
        return None


def _named(names: Sequence[tuple[AgencyType, str]], end: int, level: Level | None) -> Name:
    kind, full = next((entry for entry in names if level in entry[0].levels), names[0])
    return Name(kind, full, end)


def _abbreviates(words: Sequence[Word], name: Sequence[Word]) -> bool:
    """Whether the words that are spelled out are those of ``name``, and the short ones the initials of the rest."""
    spelled = [word.folded for word in name if word.folded != "va"]
    initials = "".join(word[0] for word in spelled)
    at = 0
    for word in words:
        if word.folded == "va":
            continue
        if word.short and initials.startswith(word.folded, at):
            at += len(word.folded)
        elif at < len(spelled) and spelled[at] == word.folded:
            at += 1
        else:
            return False
    return at == len(spelled)


def _shortens(short: Sequence[Word], name: Sequence[Word]) -> bool:
    """Whether ``short`` has only words of ``name``, in order: ``Mặt trận Tổ quốc``, ``Hội Phụ nữ``, ``Kho bạc``."""
    rest = iter(word.folded for word in name)
    return all(word.folded in rest for word in short)


def _spelled(short: Sequence[Word], names: Mapping[str, Sequence[Word]]) -> str | None:
    """The name in words that ``short`` abbreviates; None for one that has no words (``VNPT``)."""
    return next((name for name, words in names.items() if _abbreviates(short, words)), None)


@cache
def agency_scheme() -> AgencyScheme:
    """The scheme that comes with the ontology; read once, in a few milliseconds."""
    with _FILE.open("rb") as turtle:
        return AgencyScheme(tuple(_types(parse(turtle, format=RdfFormat.TURTLE))))


def _types(quads: Iterator[Quad]) -> Iterator[AgencyType]:
    """Types in the order of the file; the kinds of bodies (without a level) are none."""
    facts: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            value = _value(quad.object)
            if value:
                facts.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(value)
    for iri, of in facts.items():
        if LV.level in of:
            label = of[SKOS.prefLabel][0]
            levels = tuple(_LEVELS[level] for level in of[LV.level])
            body = of[SKOS.broader][0].removeprefix("loai-")
            yield AgencyType(iri.rsplit("/", 1)[1], label, (label, *of.get(SKOS.altLabel, ())), levels, body)


def _value(term: object) -> str | None:
    """A Vietnamese label, or the last segment of an IRI; None for a label in another language."""
    if isinstance(term, Literal):
        return term.value if term.language == "vi" else None
    return term.value.rsplit("/", 1)[-1] if isinstance(term, NamedNode) else None
