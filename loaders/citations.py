"""Citations: every other normative or administrative document that a text names, one record per document.

Mentions are found where digits stand before a symbol (``10/NQ-CP``) or where a word names a document without a number
(``Luật Đầu tư công``, ``Đề án …``, ``Nghị quyết Đại hội …``); each is read within its own paragraph, and mentions of
one document are merged. What the words around a mention say of relations is ``loaders.links``' matter.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.citing import laws
from loaders.citing.lines import Line, lines_of, with_joined_lines
from loaders.citing.mention import Mention
from loaders.citing.merge import Clusters, is_self
from loaders.citing.named import base_mentions, congress_resolution, scheme
from loaders.citing.numbered import brief_mention, numbered_mention, numbers_in
from loaders.citing.preamble import base_ranges, preamble_end
from loaders.citing.sharing import shared
from loaders.citing.writing import citation
from loaders.folding import fold
from loaders.numbers import DocumentNumber
from loaders.outline import Outline
from loaders.records import Citation, Document
from loaders.view import View

_BRIEF_WORDS: Final = (
    "nghi quyet", "nghi dinh", "quyet dinh", "thong tu", "chi thi", "ket luan", "cong van", "van ban so", "to trinh so",
    "bao cao so", "thong bao so", "ke hoach so",
)  # fmt: skip
_OWN_SCHEME: Final = re.compile(r"(?:^|(?:phe duyet|ban hanh|thong qua)(?: dieu chinh| noi dung)? )de an:? ")
_NUMBER_BEFORE: Final = re.compile(r"quyet dinh (?:so )?\d")
_NEAR: Final = 200


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mention may be read: a number, or a word that names documents without one."""

    position: int
    word: str = ""
    number: DocumentNumber | None = None


def citations(outline: Outline, document: Document) -> tuple[Citation, ...]:
    """The documents that the text of ``outline`` names, in order of first mention; ``document`` itself is none."""
    view = with_joined_lines(outline.view, document, outline.head_end)
    outline = dataclasses.replace(outline, view=view)
    found = mentions(outline, document)
    clusters = Clusters()
    for mention in found:
        if not mention.brief and not is_self(mention, document):
            clusters.add(mention)
    for mention in found:
        if mention.brief:
            clusters.add(mention)
    bases = base_ranges(outline)
    records = (citation(cluster, view, bases) for cluster in clusters.all if _stands(cluster.mentions))
    return tuple(sorted(records, key=lambda record: record.mention_spans[0]))


def _stands(mentions_of_one: list[Mention]) -> bool:
    """Whether a document is really named: a bare ``Quyết định 2`` without date, issuer and full number is not."""
    return any(not m.brief or m.issued or m.issuer or not (m.printed or "").isdigit() for m in mentions_of_one)


def mentions(outline: Outline, document: Document) -> list[Mention]:
    """Every mention of a document in the order of the text."""
    view = outline.view
    places = sorted(_places(view), key=lambda place: place.position)
    found: list[Mention] = []
    taken = 0
    lines = lines_of(view, (place.position for place in places))
    for (line, position), place in zip(lines, places, strict=True):
        if position < taken:
            continue
        for mention in _read(line, place, taken, document):
            found.append(mention)
            taken = max(taken, mention.start + 1 if mention.type == "de-an" else mention.end)
    found = [mention for mention in found if not _is_own_scheme(mention, document)]
    found.sort(key=lambda mention: mention.start)
    found += _bases(outline, found, document)
    return shared(view, sorted(found, key=lambda mention: (mention.start, -mention.end)))


def _places(view: View) -> Iterator[_Place]:
    for number in numbers_in(view.text):
        yield _Place(number.start, number=number)
    for word in (*laws.WORDS, "de an", *_BRIEF_WORDS):
        position = view.folded.find(word)
        while position >= 0:
            yield _Place(position, word)
            position = view.folded.find(word, position + len(word))


def _read(line: Line, place: _Place, floor: int, document: Document) -> Iterator[Mention]:
    """The mentions read at ``place`` (an amending law names others); ``floor`` is where the one before ends."""
    mention = None
    if place.number is not None:
        mention = numbered_mention(line, place.number, floor, document)
    elif place.word in laws.WORDS:
        yield from laws.law_mentions(line, place.position, place.word, document)
    elif place.word == "de an":
        mention = scheme(line, place.position)
    else:
        named = congress_resolution(line, place.position, document) if place.word == "nghi quyet" else None
        mention = named or brief_mention(line, place.position, floor, document)
    if mention is not None:
        yield mention


def _is_own_scheme(mention: Mention, document: Document) -> bool:
    """The Đề án that the document itself approves by its title: ``Phê duyệt Đề án “…”``."""
    if mention.type != "de-an" or mention.number is not None or not document.title:
        return False
    title = " ".join(fold(document.title).replace('"', "").split())
    own = _OWN_SCHEME.search(title)
    if own is not None and _NUMBER_BEFORE.search(title, 0, own.start()):
        return False  # Kế hoạch thực hiện Quyết định số 106/QĐ-TTg phê duyệt Đề án …
    return own is not None and title.startswith(mention.name[:40].strip(), own.end())


def _bases(outline: Outline, found: list[Mention], document: Document) -> list[Mention]:
    """Documents that the preamble's lines name without a number, beside those in ``found`` (ascending)."""
    view, end = outline.view, preamble_end(outline)
    named: list[Mention] = []
    start = index = 0
    while start < end:
        stop = view.text.find("\n", start)
        stop = len(view.text) if stop < 0 else stop
        while index < len(found) and found[index].start < start:
            index += 1
        within = [mention for mention in found[index : index + _NEAR] if mention.start < stop]
        named += base_mentions(Line(view.text, view.folded, start, stop), within, document)
        start = stop + 1
    return named
