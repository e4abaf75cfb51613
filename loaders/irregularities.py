"""Slips of the text itself that no layer of facts shows: one number on two headings, the same words printed again.

``5. Ủy ban nhân dân các huyện`` followed by ``5. Báo Đắk Lắk`` under one heading; a bullet that holds one sentence
three times over. Both are found on the outline and the cleaned text, in time linear in their length.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from loaders.outline import Outline
from loaders.records import Span

_NUMBERLESS: Final = frozenset({"dash", "plus", "star", "heading", "row", ""})
_FIRST_LABELS: Final = frozenset({"1", "I", "i", "a", "A", "(1)", "(a)"})
_SECOND_LABELS: Final = frozenset({"2", "II", "ii", "b", "B", "(2)", "(b)"})
_CHUNK: Final = 40
_SHORTEST: Final = 60
_LONGEST_PARAGRAPH: Final = 20_000
_FARTHEST: Final = 1_500
_BETWEEN: Final = 8
_GAP: Final = re.compile(r"\W*(?:\(?\w{1,3}[.)]\W*)?")
_LABEL: Final = re.compile(r"[-+*•]?\s*(?:\(?\w{1,3}[.)]\s*)?")


@dataclass(frozen=True, slots=True)
class Irregularity:
    """A slip with its two places in the source text; ``path`` is the number used twice (``III.5``), None for words."""

    kind: Literal["number", "words"]
    path: str | None
    first: Span
    second: Span


def irregularities(outline: Outline) -> tuple[Irregularity, ...]:
    """All slips in the order of the text."""
    found = [*_numbers_used_twice(outline), *_words_printed_again(outline)]
    return tuple(sorted(found, key=lambda one: (one.first, one.second)))


def _numbers_used_twice(outline: Outline) -> Iterator[Irregularity]:
    """Neighbours under one heading with one number.

    A list that starts again at 1 or a is another list, unless no words announce it ("… gồm:") and 2 follows.
    """
    span = outline.view.span
    for siblings in (outline.roots, *(node.children for node in outline.walk())):
        numbered = [(place, node) for place, node in enumerate(siblings) if node.kind not in _NUMBERLESS]
        labels = [node.label for _, node in numbered] + [""]
        for index, ((place, before), (next_place, node)) in enumerate(pairwise(numbered)):
            if node.label != before.label or node.kind != before.kind:
                continue
            announced = outline.view.text[max(before.start, node.start - 3) : node.start].rstrip().endswith(":")
            runs_on = next_place == place + 1 and labels[index + 2] in _SECOND_LABELS and not announced
            if node.label not in _FIRST_LABELS or runs_on:
                yield Irregularity("number", node.task_path, span(before.start, before.end), span(node.start, node.end))


def _words_printed_again(outline: Outline) -> Iterator[Irregularity]:
    folded = outline.view.folded
    before: tuple[int, int] | None = None
    start = outline.head_end
    while start < outline.tail_start:
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        if "\t" not in folded[start : min(end, start + _LONGEST_PARAGRAPH)]:
            yield from _within(outline, start, end)
            before = yield from _as_before(outline, before, (start, end))
        start = end + 1


def _as_before(
    outline: Outline, before: tuple[int, int] | None, paragraph: tuple[int, int]
) -> Generator[Irregularity, None, tuple[int, int]]:
    """A whole paragraph that repeats the one before it, label aside."""
    folded = outline.view.folded
    start = _LABEL.match(folded, *paragraph)
    own = (start.end() if start else paragraph[0], paragraph[1])
    if before is not None and own[1] - own[0] >= _SHORTEST and folded[slice(*own)] == folded[slice(*before)]:
        yield Irregularity("words", None, outline.view.span(*before), outline.view.span(*own))
    return own


def _within(outline: Outline, start: int, end: int) -> Iterator[Irregularity]:
    """Words that follow upon themselves inside one paragraph: the first such place.

    Any stretch that comes twice and is as long as it must be holds one of the chunks that are looked for.
    """
    folded = outline.view.folded
    if not 2 * _SHORTEST <= end - start <= _LONGEST_PARAGRAPH:
        return
    for place in range(start, end - 2 * _CHUNK, _CHUNK):
        again = folded.find(folded[place : place + _CHUNK], place + _CHUNK, min(end, place + _FARTHEST))
        if again < 0:
            continue
        first, length = _stretch(folded, place, again, start, end)
        distance = again - place
        if length >= _SHORTEST and length + _BETWEEN >= distance:
            yield from _repeated(outline, first, distance, first + length)
            return


def _repeated(outline: Outline, first: int, distance: int, end: int) -> Iterator[Irregularity]:
    """The two places in whole words, of a stretch up to ``end``; none when other words stand between them."""
    folded = outline.view.folded
    while first < end and (not folded[first].isalnum() or _within_a_word(folded, first)):
        first += 1
    last = min(end, first + distance)
    while last > first and (
        folded[last - 1] == " " or _within_a_word(folded, last) or _within_a_word(folded, last + distance)
    ):
        last -= 1
    if _GAP.fullmatch(folded, last, first + distance):
        span = outline.view.span
        yield Irregularity("words", None, span(first, last), span(first + distance, last + distance))


def _within_a_word(folded: str, place: int) -> bool:
    return 0 < place < len(folded) and folded[place - 1].isalnum() and folded[place].isalnum()


def _stretch(folded: str, place: int, again: int, start: int, end: int) -> tuple[int, int]:
    """Where the words at ``place`` and ``again`` begin to be the same, and for how many characters they are."""
    distance = again - place
    first, last = place, place
    while first > start and folded[first - 1] == folded[first - 1 + distance]:
        first -= 1
    while last + distance < end and folded[last] == folded[last + distance]:
        last += 1
    return first, last - first
