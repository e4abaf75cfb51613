"""The targets layer: the goals of a plan, one record for each indicator and value.

Sections → paragraphs → sentences → pieces with one value each → direction, rate, baseline, horizon → indicator.
``Tỷ lệ hộ nghèo trong đồng bào dân tộc thiểu số mỗi năm giảm từ 4- 4,5%`` is a yearly decrease between 4 and 4.5 % of
``poverty-rate-annual-reduction-ethnic-households``; ``Không còn hộ nghèo`` is a goal without a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.goals.clauses import Piece, pieces, sentences, topic_end
from loaders.goals.gaps import target_gaps
from loaders.goals.indicators import NOTHING, Heard, Measured, hear, label_of, recognise
from loaders.goals.quantities import Quantity
from loaders.goals.sections import Block, blocks
from loaders.goals.sense import (
    baseline,
    changes_first,
    direction,
    has_own_subject,
    horizon,
    is_yearly,
    qualitative_direction,
    says_nothing_of,
)
from loaders.goals.subjects import label, subject
from loaders.goals.tables import table_targets
from loaders.outline import Outline
from loaders.records import Direction, Document, Target
from loaders.view import View
from ontology.slug import slug

__all__ = ["target_gaps", "targets"]

_NO_GOAL = re.compile(
    r"\b(?:chiu trach nhiem|co trach nhiem|can cu chuc nang|theo chuc nang|xay dung ke hoach trien khai|"
    r"chi tiet tai|theo phu luc|"
    r"co phu luc|kem theo|cu the nhu sau|nhu sau)\b|^(?:doi voi chi tieu|luu y|ghi chu|\()"
)
_ENUMERATED = re.compile(r"\((?:\d{1,2}|[a-z]|[ivx]{2,4})\)\s")
_FEWEST_WORDS = 3
_WORDLESS = 2  # a value that begins its clause
_LONGEST_HEARD = 400
_LONGEST_QUOTE = 400
_MEASURES = re.compile(
    r"(?:phan dau |nang |giam |tang )?(?:ty le|ty suat|so|muc|thu nhap|toc do|tong|gia tri|dien tich)\b"
)
_PER_HEADS = "vạn dân"  # such a unit says itself what is measured
_YEARLY_FIRST = re.compile(r"(?:phan dau )?(?:hang|moi) nam\b")
_AGAINST_FIRST = re.compile(r"(?:phan dau )?so voi (?:nam )?(20\d\d)")


@dataclass(frozen=True, slots=True)
class _Before:
    """What a piece may inherit from the one before it in the paragraph."""

    start: int
    heard: Heard
    indicator: str
    direction: Direction
    kind: str
    yearly: bool
    sentence: int
    changes_first: bool


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for a whole sentence: view, paragraph, words above it, year, yearly rate, base year."""

    view: View
    block: Block
    above: Heard
    horizon: int | None
    yearly: bool
    baseline: int | None


def targets(outline: Outline, document: Document) -> tuple[Target, ...]:
    """All goals of the document, in the order of the text."""
    found: list[Target] = []
    rows: list[Block] = []
    for block in blocks(outline, document):
        if block.is_row:
            rows.append(block)
            continue
        found.extend(table_targets(outline.view, rows))
        rows = []
        found.extend(_without_introductions(list(_paragraph(outline.view, block))))
    found.extend(table_targets(outline.view, rows))
    return tuple(found)


def _without_introductions(found: list[Target]) -> Iterator[Target]:
    """``Chuyển dịch cơ cấu lao động.`` before ``Hằng năm thu hút 3% lao động`` only introduces it."""
    with_value = {target.indicator for target in found if target.value is not None}
    return (target for target in found if target.value is not None or target.indicator not in with_value)


def _paragraph(view: View, block: Block) -> Iterator[Target]:
    folded = view.folded
    start = topic_end(folded, block.start, block.end)
    above = _hear(view, *block.above) | _hear(view, block.start, start)
    year = horizon(folded, block.start, start, None) or block.horizon
    before: _Before | None = None
    whole: _Before | None = None
    topic = NOTHING
    for begin, end in sentences(view.text, start, block.end):
        opening = _after_blanks(folded, begin, end)
        if folded[opening] == "(" and not _ENUMERATED.match(folded, opening):
            continue
        topic = _topic(view, (opening, end), NOTHING if folded[begin - 1] != ";" else topic)
        setting = _sentence_setting(view, block, (opening, end), above | topic, year)
        for piece in pieces(view, begin, end):
            named = horizon(folded, piece.start, piece.end, piece.quantity)
            is_past = named is not None and block.since is not None and named < block.since
            if named is not None and not is_past and named != year:
                year = named
                setting = replace(setting, horizon=year)
            if piece.quantity is None:
                target = _without_value(setting, piece)
            else:
                whole = before if _opens_list(folded, piece) else whole if _goes_on_with_list(folded, piece) else None
                part = piece if whole is None else replace(piece, is_part=True)
                target, before = _with_value(setting, part, piece.quantity, whole or before)
            if target is not None and not is_past:
                yield target


def _topic(view: View, sentence: tuple[int, int], before: Heard) -> Heard:
    """What ``Cơ cấu kinh tế: nông nghiệp 42%; …`` says of its own values and those behind its semicolons."""
    end = topic_end(view.folded, *sentence)
    return _hear(view, sentence[0], end) if end > sentence[0] else before


def _sentence_setting(view: View, block: Block, sentence: tuple[int, int], above: Heard, year: int | None) -> _Setting:
    """What ``Hằng năm, …`` or ``So với năm 2020, …`` at its beginning says of the whole sentence."""
    against = _AGAINST_FIRST.match(view.folded, *sentence)
    yearly = _YEARLY_FIRST.match(view.folded, *sentence) is not None
    return _Setting(view, block, above, year, yearly, int(against[1]) if against else None)


def _opens_list(folded: str, piece: Piece) -> bool:
    """``trong đó: các huyện nghèo giảm 4%;`` opens a list of parts of the value before it."""
    return piece.is_part and ":" in folded[max(0, piece.start - 3) : piece.start]


def _goes_on_with_list(folded: str, piece: Piece) -> bool:
    """``các xã đặc biệt khó khăn giảm 5%`` in such a list; a clause that measures on its own ends it."""
    value = piece.quantity
    return value is not None and value.start - piece.start > _WORDLESS and not _MEASURES.match(folded, piece.start)


def _after_blanks(folded: str, start: int, end: int) -> int:
    while start < end and folded[start].isspace():
        start += 1
    return start


def _without_value(setting: _Setting, piece: Piece) -> Target | None:
    """A goal in words alone, such as ``Xóa tình trạng nhà ở đơn sơ, nhà thiếu kiên cố``."""
    view = setting.view
    if setting.block.numbers_only or view.text[piece.end : piece.end + 1] == ":":
        return None
    folded = view.folded[piece.start : piece.end]
    if folded.count(" ") < _FEWEST_WORDS - 1 or _NO_GOAL.search(folded):
        return None
    way = qualitative_direction(view.folded, piece.start, piece.end)
    indicator = recognise(Measured(_hear(view, piece.start, piece.end), NOTHING, "none", "", way))
    name = label_of(indicator) if indicator else label(view, piece.start, piece.end, None)
    start, end = view.span(piece.start, piece.end)
    return Target(
        horizon=setting.horizon,
        indicator=indicator or slug(name),
        aligned=indicator is not None,
        label=name,
        subject=None,
        direction=way,
        comparator=None,
        value=None,
        unit=None,
        per=None,
        baseline=None,
        quote=_quote(view, piece.start, piece.end),
        start=start,
        end=end,
    )


def _with_value(setting: _Setting, piece: Piece, value: Quantity, before: _Before | None) -> tuple[Target, _Before]:
    """A goal with a value, and what the next piece may inherit from it."""
    view, folded = setting.view, setting.view.folded
    part_of = before if piece.is_part else None
    giver = _gives_verb(folded, piece, value, before)
    way = direction(folded, piece.start, value, giver.direction if giver else None)
    all_are = setting.yearly and (part_of is None or part_of.kind == value.unit.kind)
    yearly = is_yearly(folded, piece.start, piece.end, value, way, all_are=all_are) or any(
        above is not None and above.yearly and way == above.direction != "level" for above in (giver, part_of)
    )
    is_whole = has_own_subject(folded, piece.start, piece.end, value) or value.unit.name.endswith(_PER_HEADS)
    asked = Measured(_heard(view, piece), setting.above, value.unit.kind, value.unit.name, way)
    is_first = value.start - piece.start <= _WORDLESS
    indicator, start = _recognised(asked, piece, before, is_whole=is_whole, is_first=is_first)
    name = label_of(indicator) if indicator else label(view, start, piece.end, value)
    if view.text[piece.end : piece.end + 1] == ")" and "(" in view.text[start : piece.start]:
        piece = replace(piece, end=piece.end + 1)
    source_start, source_end = view.span(start, piece.end)
    target = Target(
        horizon=setting.horizon,
        indicator=indicator or slug(name),
        aligned=indicator is not None,
        label=name,
        subject=subject(view, piece.start, piece.end, value) if is_whole else None,
        direction=way,
        comparator=value.comparator,
        value=value.value,
        unit=value.unit.name,
        per="năm" if yearly else None,
        baseline=baseline(folded, piece.start, piece.end) or setting.baseline,
        quote=_quote(view, start, piece.end),
        start=source_start,
        end=source_end,
    )
    first = changes_first(folded, piece.start, value) or (giver is not None and giver.changes_first)
    return target, _Before(start, asked.own, target.indicator, way, value.unit.kind, yearly, piece.sentence, first)


def _gives_verb(folded: str, piece: Piece, value: Quantity, before: _Before | None) -> _Before | None:
    """The piece before, where it may give its verb, as in ``giảm 30% số xã …; 50% số thôn …``."""
    if before is None or before.kind != value.unit.kind:
        return None
    if value.start - piece.start <= _WORDLESS:
        return before if before.changes_first and says_nothing_of(folded, value, piece.end) else None
    return before if before.sentence == piece.sentence or value.unit.per_year else None


def _quote(view: View, start: int, end: int) -> str:
    return " ".join(view.text[start:end].split())


def _hear(view: View, start: int, end: int) -> Heard:
    """The phrases in a clause, or in the first part of an overlong one."""
    end = min(end, start + _LONGEST_HEARD)
    return hear(view.text[start:end], view.folded[start:end]) if end > start else NOTHING


def _heard(view: View, piece: Piece) -> Heard:
    """The phrases of a piece, with those of the predicate that it borrows from the next."""
    if piece.lends is None:
        return _hear(view, piece.start, piece.end)
    return _hear(view, piece.start, piece.own_end) | _hear(view, *piece.lends)


def _recognised(
    asked: Measured, piece: Piece, before: _Before | None, *, is_whole: bool, is_first: bool
) -> tuple[str | None, int]:
    """The indicator, and where the quote begins: further left where the clause alone does not say what is measured.

    ``is_whole``: the clause names what it measures; ``is_first``: it begins with its value.
    """
    if before is not None and piece.end - before.start > _LONGEST_QUOTE:
        before = replace(before, start=piece.start)
    if before is not None and piece.is_recipient:
        return recognise(replace(asked, own=before.heard | asked.own)), piece.start
    if before is not None and not is_whole:
        return recognise(replace(asked, own=before.heard | asked.own)), before.start
    alone = recognise(asked)
    if before is None:
        return alone, piece.start
    if piece.is_part:
        part = recognise(replace(asked, inherited=before.heard), other_than=before.indicator)
        return part or alone, piece.start if alone and alone == part else before.start
    if alone is not None or (is_first and before.sentence != piece.sentence):
        return alone, piece.start
    return recognise(replace(asked, inherited=before.heard)), piece.start
