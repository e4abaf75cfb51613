"""Gaps: what stands in goal sections and gave no record: whole sentences, and numbers that are nobody's value.

Years, ages, classes and degrees (``lớp 1``, ``mức độ 2``) are read and are no gaps.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from loaders.goals.clauses import sentences, topic_end, trimmed
from loaders.goals.quantities import number
from loaders.goals.sections import Block, blocks
from loaders.outline import Outline
from loaders.records import Document, Gap, Target
from loaders.view import View

_NUMBER = re.compile(r"(?<![\w.,/])\d{1,9}(?:\.\d{3})*(?:,\d{1,3})?(?![\w/])")
_UNDERSTOOD_BEFORE = re.compile(
    r"\b(?:nam|lop|muc do|cap|khu vuc|loai|thu|nhom|giai doan|quy|thang|ngay|theo|so|dieu|vung|du an)\s$"
)
_UNDERSTOOD_AFTER = re.compile(r"\s?(?:tuoi|nhom|-\s?\d{1,3}\s?tuoi|den \d{1,3}\s?tuoi)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST = 12


def target_gaps(outline: Outline, document: Document, found: Sequence[Target]) -> tuple[Gap, ...]:
    """Sentences of goal sections without a record, and numbers there that are no record's value."""
    view = outline.view
    spans = sorted(((target.start, target.end, target) for target in found), key=lambda span: span[:2])
    starts = [span[0] for span in spans]
    longest = max((end - start for start, end, _ in spans), default=0)
    gaps: list[Gap] = []
    for block in blocks(outline, document):
        for start, end in sentences(view.text, topic_end(view.folded, block.start, block.end), block.end):
            source_start, source_end = view.span(*trimmed(view, start, end))
            near = spans[bisect_left(starts, source_start - longest) : bisect_left(starts, source_end)]
            covering = [target for _, target_end, target in near if target_end > source_start]
            gaps.extend(_sentence_gaps(view, block, (start, end), covering))
    return tuple(gaps)


def _sentence_gaps(view: View, block: Block, sentence: tuple[int, int], covering: list[Target]) -> Iterator[Gap]:
    start, end = trimmed(view, *sentence)
    if not covering:
        if end - start >= _SHORTEST and not (block.numbers_only and not _has_number(view, start, end)):
            yield _gap(view, "a sentence among the goals gave no target", start, end)
        return
    for match in _NUMBER.finditer(view.folded, start, end):
        if _understood(view.folded, match) or any(_is_value(target, number(match[0])) for target in covering):
            continue
        yield _gap(view, "no target has this number as its value", match.start(), match.end())


def _has_number(view: View, start: int, end: int) -> bool:
    return _NUMBER.search(view.folded, start, end) is not None


def _understood(folded: str, match: re.Match[str]) -> bool:
    return (
        _YEAR.fullmatch(match[0]) is not None
        or _UNDERSTOOD_BEFORE.search(folded, max(0, match.start() - 12), match.start()) is not None
        or _UNDERSTOOD_AFTER.match(folded, match.end()) is not None
    )


def _is_value(target: Target, printed: float) -> bool:
    return printed in (target.value if isinstance(target.value, tuple) else (target.value,))


def _gap(view: View, reason: str, start: int, end: int) -> Gap:
    source_start, source_end = view.span(start, end)
    return Gap("targets", reason, " ".join(view.text[start:end].split()), source_start, source_end)
