"""Where a document names its legal bases: in the preamble, and in a section that is headed as a list of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from loaders.outline import Node, Outline
from loaders.records import Span

_FIRST_ARTICLE: Final = re.compile(r"^(?:chuong (?:i|1)\b|dieu 1\b|phan (?:i|1|thu nhat)\b)", re.MULTILINE)
_SECTIONS: Final = (
    "can cu phap ly", "co so phap ly", "can cu xay dung", "can cu lap", "can cu ban hanh", "can cu de xay dung",
    "can cu de lap", "co so chinh tri", "can cu chinh tri",
)  # fmt: skip
_HEADING: Final = re.compile(r"(?:(?:phan |muc )?[a-zivx\d.]{1,6}[.):/-]{0,2} )?(?:cac |nhung )?")
_LONGEST_HEADING: Final = 110
_LONGEST_SECTION: Final = 400


def preamble_end(outline: Outline) -> int:
    """Where the preamble ends: a consolidated text numbers the amending documents before its bases."""
    folded, end = outline.view.folded, outline.head_end
    article = _FIRST_ARTICLE.search(folded, end)
    if article is not None and folded.find("\ncan cu ", end, article.start()) >= 0:
        return article.start()
    return end


def base_ranges(outline: Outline) -> tuple[Span, ...]:
    """View offsets of the preamble and of sections such as ``I. CĂN CỨ XÂY DỰNG KẾ HOẠCH``."""
    end = preamble_end(outline)
    ranges = [(0, end)]
    for start, stop in sorted(_headings(outline.view.folded, end)):
        node = outline.at(start)
        if node is not None and node.end < stop:  # "I. CĂN CỨ" / "XÂY DỰNG KẾ HOẠCH"
            node = outline.at(stop - 1)
        if node is not None and start >= ranges[-1][1]:
            ranges.append((start, _section_end(outline, node)))
    return tuple(ranges)


def _headings(folded: str, start: int) -> Iterator[Span]:
    """Where short lines stand that head a list of bases: ``1. Cơ sở pháp lý:``; a heading may be cut in two lines."""
    flat = folded.replace("\n", " ")
    for words in _SECTIONS:
        position = flat.find(words, start)
        while position >= 0:
            line = folded.rfind("\n", max(0, position - 30), position) + 1
            stop = folded.find("\n", position, line + _LONGEST_HEADING)
            if _HEADING.fullmatch(folded, line, position) and (
                stop >= 0 or folded.find(":", position, position + 60) >= 0
            ):
                yield line, position + len(words)
            position = flat.find(words, position + len(words))


def _section_end(outline: Outline, node: Node) -> int:
    """The end of a headed section: where the next heading of its kind stands, if its lines were not put below it."""
    if node.stop > node.end:
        return node.stop
    first = bisect_right(outline.starts, node.start)
    following = outline.nodes[first : first + _LONGEST_SECTION]
    return next((other.start for other in following if other.kind == node.kind), node.stop)
