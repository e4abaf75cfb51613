"""Gaps: what was seen in the sections of targets and of organisation and not understood.

``- Phấn đấu giảm nghèo theo chỉ tiêu tỉnh giao.`` under ``Mục tiêu cụ thể`` without a target, a paragraph under
``Tổ chức thực hiện`` without an agency, a number among the targets that no target holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.outline import Node, Outline
from loaders.records import Gap, Records

_TARGETS = re.compile(r"(?:cac |nhung |mot so |he thong )?(?:muc tieu|chi tieu|tam nhin|dinh huong)\b")
_NO_TARGETS = re.compile(r"muc tieu (?:tong quat|chung)|muc dich|.{0,40}(?:nhiem vu|giai phap)")
_ORGANISATION = re.compile(r"(?:cong tac |to chuc )?(?:to chuc|trien khai|phan cong|trach nhiem|thuc hien)\b")
_SENTENCE = re.compile(r"[^.;]+(?:[.;](?!\s|$)[^.;]*)*[.;]?")
_NUMBER = re.compile(r"(?<![\w/.,-])\d{1,3}(?:[.,]\d{1,3})*(?![\w/-])(?!\s?tuoi\b)")
_LONGEST_HEADING = 120
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Spans:
    """Spans of records in source offsets, to be asked whether one overlaps another."""

    starts: list[int]
    furthest: list[int]  # the largest end among the spans up to each

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> _Spans:
        ordered = sorted(spans)
        furthest: list[int] = []
        for _, end in ordered:
            furthest.append(max(end, furthest[-1] if furthest else 0))
        return cls([start for start, _ in ordered], furthest)

    def overlap(self, start: int, end: int) -> bool:
        before = bisect_left(self.starts, end)
        return before > 0 and self.furthest[before - 1] > start


def gaps(outline: Outline, records: Records) -> tuple[Gap, ...]:
    """The gaps of one document, in the order of the text."""
    targets = _Spans.of((target.start, target.end) for target in records.targets)
    charged = _Spans.of(
        [(record.start, record.end) for record in records.assignments]
        + [(record.start, record.end) for record in records.reports]
    )
    cited = _Spans.of(span for citation in records.citations for span in citation.mention_spans)
    found: list[Gap] = []
    for node in _under(outline, _TARGETS, _NO_TARGETS):
        found.extend(_target_gaps(outline, node, targets, cited))
    for node in _under(outline, _ORGANISATION, None):
        start, end = outline.view.span(node.body, node.end)
        if not charged.overlap(start, end) and len(node.text(outline.view).split()) >= _FEWEST_WORDS:
            quote = outline.view.quote(node.body, node.end)
            found.append(Gap("assignments", "no agency is charged with this", quote, start, end))
    return tuple(sorted(found, key=lambda gap: gap.start))


def _under(outline: Outline, heading: re.Pattern[str], other: re.Pattern[str] | None) -> Iterator[Node]:
    """The paragraphs below the headings of a kind that introduce nothing themselves."""
    folded = outline.view.folded
    until = 0
    for node in outline.walk():
        words = folded[node.body : min(node.end, node.body + _LONGEST_HEADING)]
        if node.children and node.kind not in {"dash", "plus", "star"}:
            if heading.match(words) and not (other and other.match(words)):
                until = max(until, node.stop)
            elif other and other.match(words):
                until = min(until, node.start)
        elif node.start < until and not node.children and words[-1:] != ":":
            yield node


def _target_gaps(outline: Outline, node: Node, targets: _Spans, cited: _Spans) -> Iterator[Gap]:
    view = outline.view
    for sentence in _SENTENCE.finditer(view.folded, node.body, node.end):
        if len(sentence[0].split()) < _FEWEST_WORDS:
            continue
        start, end = view.span(*sentence.span())
        if not targets.overlap(start, end):
            yield Gap("targets", "no target was read in this sentence", view.quote(*sentence.span()), start, end)
            continue
        for number in _NUMBER.finditer(view.folded, *sentence.span()):
            first, last = view.span(*number.span())
            if not targets.overlap(first, last) and not cited.overlap(first, last):
                yield Gap(
                    "targets", f"the number {number[0]} is in no target", view.quote(*sentence.span()), first, last
                )
