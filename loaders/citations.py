"""Citations: every other normative or administrative document that a text names, one record per document.

Mentions are found where digits stand before a symbol (``10/NQ-CP``) or where a word names a document without a number
(``Luật Đầu tư công``, ``Đề án …``, ``Nghị quyết Đại hội …``); each is read within its own paragraph, and mentions of one
document are merged. What the words around a mention say of relations is ``loaders.links``' matter.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from loaders.citing import laws
from loaders.citing.lines import Line, lines_of, with_joined_lines
from loaders.citing.mention import Mention
from loaders.citing.merge import Clusters, is_self
from loaders.citing.named import base_mentions, congress_resolution, scheme
from loaders.citing.numbered import brief_mention, numbered_mention, numbers_in
from loaders.citing.sharing import shared
from loaders.citing.writing import citation
from loaders.folding import fold
from loaders.numbers import DocumentNumber
from loaders.outline import Node, Outline
from loaders.records import Citation, Document, Span
from loaders.view import View

_BRIEF_WORDS: Final = (
    "nghi quyet", "nghi dinh", "quyet dinh", "thong tu", "chi thi", "ket luan", "cong van", "van ban so", "to trinh so", "bao cao so",
    "thong bao so", "ke hoach so",
)  # fmt: skip
_FIRST_ARTICLE: Final = re.compile(r"^(?:chuong (?:i|1)\b|dieu 1\b|phan (?:i|1|thu nhat)\b)", re.MULTILINE)
_OWN_SCHEME: Final = re.compile(r"(?:^|(?:phe duyet|ban hanh|thong qua)(?: dieu chinh| noi dung)? )de an:? ")
_LONGEST_SECTION: Final = 400
_SECTION_OF_BASES: Final = re.compile(
    r"^(?:(?:phan |muc )?[a-zivx\d.]{1,6}[.):/-]{0,2} )?(?:cac |nhung )?(?:can cu|co so) (?:phap ly|xay dung|lap|ban hanh|de xay dung"
    r"|de lap|chinh tri)\b[^\n]{0,70}?(?:$|:)",
    re.MULTILINE,
)
_Event = tuple[int, str, DocumentNumber | None]


def citations(outline: Outline, document: Document) -> tuple[Citation, ...]:
    """The documents that the text of ``outline`` names, in order of first mention; ``document`` itself is none."""
    view = with_joined_lines(outline.view, document, outline.head_end)
    outline = dataclasses.replace(outline, view=view)
    clusters = Clusters()
    found = mentions(outline, document)
    for mention in found:
        if not mention.brief and not is_self(mention, document):
            clusters.add(mention)
    for mention in found:
        if mention.brief:
            clusters.add(mention)
    bases = _base_ranges(outline)
    records = (citation(cluster, view, bases) for cluster in clusters.all if _stands(cluster.mentions))
    return tuple(sorted(records, key=lambda record: record.mention_spans[0]))


def preamble_end(outline: Outline) -> int:
    """Where the preamble ends: a consolidated text numbers the amending documents before its bases."""
    folded, end = outline.view.folded, outline.head_end
    article = _FIRST_ARTICLE.search(folded, end)
    if article is not None and folded.find("\ncan cu ", end, article.start()) >= 0:
        return article.start()
    return end


def _base_ranges(outline: Outline) -> tuple[Span, ...]:
    """Where documents are named as bases: the preamble, and sections such as ``I. CĂN CỨ XÂY DỰNG KẾ HOẠCH``."""
    end = preamble_end(outline)
    ranges = [(0, end)]
    for heading in _SECTION_OF_BASES.finditer(outline.view.folded, end):
        node = outline.at(heading.start())
        if node is not None and node.start >= ranges[-1][1]:
            ranges.append((node.start, _section_end(outline, node)))
    return tuple(ranges)


def _section_end(outline: Outline, node: Node) -> int:
    """The end of a headed section: where the next heading of its kind stands, if its own lines were not put below it."""
    if node.stop > node.end:
        return node.stop
    first = bisect_right(outline.starts, node.start)
    return next(
        (other.start for other in outline.nodes[first : first + _LONGEST_SECTION] if other.kind == node.kind), node.stop
    )


def _stands(mentions_of_one: list[Mention]) -> bool:
    """Whether a document is really named: a bare ``Quyết định 2`` without date, issuer and full number is not."""
    return any(not m.brief or m.issued or m.issuer or not (m.printed or "").isdigit() for m in mentions_of_one)


def mentions(outline: Outline, document: Document) -> list[Mention]:
    """Every mention of a document in the order of the text."""
    view = outline.view
    events = sorted(_events(view), key=lambda event: event[0])
    found: list[Mention] = []
    taken = floor = 0
    for (line, position), (_, word, number) in zip(lines_of(view, (event[0] for event in events)), events, strict=True):
        if position < taken:
            continue
        for mention in _read(line, position, word, number, floor, document):
            found.append(mention)
            taken = max(taken, mention.end if mention.type != "de-an" else mention.start + 1)
            floor = taken
    found = [m for m in found if not _is_own_scheme(m, document)]
    found.sort(key=lambda m: (m.start, -m.end))
    return shared(view, sorted([*found, *_bases(outline, found, document)], key=lambda m: (m.start, -m.end)))


def _events(view: View) -> Iterator[_Event]:
    """Where a mention may be read: numbers, and words that name documents without one."""
    for number in numbers_in(view.text):
        yield number.start, "", number
    for word in (*laws.WORDS, "de an", *_BRIEF_WORDS):
        position = view.folded.find(word)
        while position >= 0:
            yield position, word, None
            position = view.folded.find(word, position + len(word))


def _read(
    line: Line, position: int, word: str, number: DocumentNumber | None, floor: int, document: Document
) -> Iterator[Mention]:
    if number is not None:
        mention = numbered_mention(line, number, floor, document)
    elif word in laws.WORDS:
        yield from laws.law_mentions(line, position, word, document)
        return
    elif word == "de an":
        mention = scheme(line, position)
    else:
        mention = congress_resolution(line, position, document) if word == "nghi quyet" else None
        mention = mention or brief_mention(line, position, floor, document)
    if mention is not None:
        yield mention


def _is_own_scheme(mention: Mention, document: Document) -> bool:
    """The Đề án that the document itself approves by its title: ``Phê duyệt Đề án “…”``."""
    if mention.type != "de-an" or mention.number is not None or not document.title:
        return False
    title = " ".join(fold(document.title).replace('"', "").split())
    own = _OWN_SCHEME.search(title)
    return own is not None and title.startswith(mention.name[:40].strip(), own.end())


def _bases(outline: Outline, found: list[Mention], document: Document) -> Iterator[Mention]:
    """Documents that the preamble's lines name without a number."""
    view, index = outline.view, 0
    start = 0
    preamble = preamble_end(outline)
    while start < preamble:
        end = view.text.find("\n", start)
        end = len(view.text) if end < 0 else end
        while index < len(found) and found[index].start < start:
            index += 1
        within = [m for m in found[index : index + 200] if m.start < end]
        yield from base_mentions(Line(view.text, view.folded, start, end), within, document)
        start = end + 1
