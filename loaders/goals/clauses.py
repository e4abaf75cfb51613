"""Clauses: a paragraph of goals cut into sentences, and a sentence into one piece for each of its values.

``Tỷ lệ trẻ em mẫu giáo 5 tuổi đến trường trên 98%, học sinh trong độ tuổi học tiểu học trên 97%, học trung học cơ sở
trên 95%`` is three pieces; ``đạt 60%, trong đó có ít nhất 50% là lao động nữ`` is two, the second a part of the first;
``01 xã và 02 thôn ra khỏi địa bàn đặc biệt khó khăn`` is two, the first with its predicate in the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.goals.quantities import Quantity, quantities
from loaders.goals.sense import changes_first, has_own_subject, says_nothing_of
from loaders.outlining.labels import UPPER
from loaders.view import View

_SENTENCE_END = re.compile(
    rf";|\.{{2,}}|…|[!?](?=\s)|\.(?<!\bTP\.)(?<!\bTX\.)(?<!\bTT\.)(?<!v\.v\.)(?=\s+(?:[{UPPER}“\"(]|"
    rf"\d+(?:,\d+)?\s?%|\d+\s[a-zđ]))"
)
_BORDER = re.compile(
    r",(?!\d)|\bva\b|\btrong do\b(?! tuoi)|(?<!noi )\brieng\b|\bcung nhu\b|\(|:|\s-\s|\bcon lai\b|"
    r"\bcho(?=\s*(?:(?:khoang |tren |hon |it nhat |toi thieu )?\d|$))"
)
_CLOSED = re.compile(
    r"\s?(?:(?:so voi|vao|den|trong|moi|hang|giai doan)\s[^,;(]{0,40}|\([^()]{0,80}\)\s?)?(?:\)\s?)?(?=,|va\b|\(|"
    r"trong do(?! tuoi)|$)"
)
_STARTS_ANEW = re.compile(
    r"\s?(?:(?:va|dong thoi|phan dau|duy tri|bao dam|dam bao|giu vung|nang|giam|tang)\s)?(?:(?:nang|giam|tang|ha)\s)?"
    r"(?:ty le|ty suat|ty so|so|muc|thu nhap|toc do|tong|gia tri|dien tich|san luong|binh quan|nang suat|"
    r"tuoi tho|chi so|"
    r"thoi gian|hoc|tre|nguoi|duong|ho|xa|thon|hang nam|moi nam|phan dau|duy tri|den nam|khong|co ban|xoa|the)\b"
)
_LEADS_TO_VALUE = re.compile(
    r"(?:[\s,]|\b(?:phan dau|dua|luy ke|het|cuoi nam|nam 20\d\d|toan tinh|toan huyen|"
    r"ca tinh|ca nuoc|tren|co|dat|giam|tang|them|it nhat|khoang|duoi|con|va|trong do|hon|toi thieu|tu|"
    r"bang|den|xuong|len)\b)*"
)
_RESTATES = re.compile(r"\b(?:trong do(?! tuoi)|tang|giam|phan dau)\b")
_NO_VALUE_AFTER = re.compile(
    r"\b(?:hien nay|hien tai|hien co|hien trang|hien dat|da dat|thuc hien nam 20\d\d|khong con|khong co)\b[^,;]{0,60}$"
)
"""What a place has now, and what there shall be none of: ``không còn xã dưới 15 tiêu chí``."""
_WHERE = re.compile(r"\b(?:cac|nhung|tai|noi|thuoc|o)\s[^,;%]{0,60}?\bco\s[^,;%]{0,50}$")
_CHANGES = re.compile(r"\s*(?:tro len )?(?:binh quan |moi nam |hang nam )?(?:giam|tang|dat|con)\b[^,;%]{0,30}")
_IN_WORDS = re.compile(
    r"(?:,|\bva\b)\s(?:va |dong thoi )?((?:phan dau )?(?:toan (?:tinh|huyen|xa|vung) )?(?:co ban )?"
    r"(?:khong con|khong de|cham dut|xoa bo|han che|ngan chan|giu vung"
    r"|duy tri va nang cao chat luong)\b)"
)
_PARTS = ("trong do", "rieng")
_PART_FIRST = re.compile(r"[\s,(-]*(?:trong do(?! tuoi)|rieng)\b")
_COUNTED_NOUN = re.compile(r"\s(?:so |cac |tong so ){0,2}\w+")
_LEAD = re.compile(
    r"(?:(?:-|\+|\*|•|\((?:\d{1,2}|[a-z])\)|va|dong thoi|phan dau|trong do(?! tuoi)|gom|cu the|rieng|cung nhu|con lai|"
    r"ngoai ra|dat va vuot)(?![\w])[\s,:]*)+"
)
_HAVING = re.compile(r"(?:co|dat|duoc)\s(?=(?:it nhat |tren |duoi |toi thieu |khoang |hon |tu )?\d)")
_TOPIC = re.compile(r"[^:;.%\d]{2,90}:\s")
_WIDEST_GAP = 240  # letters before a value in which a comma or bracket tells it from the value before
_LEAST_PREDICATE = 8  # letters
_LONGEST_NOUN = 32  # letters of what a share is of
_TRIMMED_END = " \t\n.,;:…-"
_TRIMMED_START = " \t\n,;:)-–"


@dataclass(frozen=True, slots=True)
class Piece:
    """One clause ``[start, end)`` with one value or none.

    ``is_part``: introduced by ``trong đó`` or ``riêng``; ``lends``: the words of the next piece that also say what this
    value is of, or None (then ``own_end`` is where its own words end); ``sentence`` is the offset where its
    sentence begins; ``is_recipient``: those for whom the piece before is, as in ``15 lớp tập huấn cho 600 cán bộ``.
    """

    start: int
    end: int
    quantity: Quantity | None
    sentence: int
    is_part: bool = False
    lends: tuple[int, int] | None = None
    own_end: int = 0
    is_recipient: bool = False


def topic_end(folded: str, start: int, end: int) -> int:
    """Where the words behind ``Về giáo dục: `` begin; ``start`` without such a lead, and for ``Tiểu học: 99%``."""
    match = _TOPIC.match(folded, start, min(end, start + 100))
    if match is None or match.end() >= end:
        return start
    value = next(quantities(folded, match.end(), min(end, match.end() + 60)), None)
    stop = min((at for at in (folded.find(mark, match.end(), end) for mark in ";,") if at > 0), default=end)
    if value is not None and not has_own_subject(folded, match.end(), max(stop, value.end), value):
        return start
    return match.end()


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences and semicolon clauses of ``text[start:end]``."""
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if text[begin : match.start()].strip():
            yield begin, match.start()
        begin = match.end()
    if text[begin:end].strip():
        yield begin, end


def pieces(view: View, start: int, end: int) -> list[Piece]:
    """A sentence cut at its values; one piece without a value when it has none."""
    folded = view.folded
    values = _values(folded, start, end)
    if not values:
        begin, stop = trimmed(view, start, end)
        return [Piece(begin, stop, None, start)] if stop > begin else []
    cut: list[Piece] = []
    begin, is_part = start, _PART_FIRST.match(folded, start, end) is not None
    for value, following in zip(values, [*values[1:], None], strict=True):
        stop, onward, next_is_part = _border(folded, value, following) if following else (end, end, False)
        cut.append(Piece(*trimmed(view, begin, stop), value, start, is_part))
        begin, is_part = onward, next_is_part
    told = [_with_predicate(folded, piece, cut[at + 1 : at + 2]) for at, piece in enumerate(cut)]
    for at in range(1, len(told)):
        if _is_for(folded, cut[at - 1], cut[at]):
            told[at] = replace(told[at], is_recipient=True)
        elif view.text[cut[at].start - 1] == "(":
            told[at] = _in_brackets(view.text, told[at])
    return [part for piece in told for part in _with_words(view, piece)]


def _in_brackets(text: str, piece: Piece) -> Piece:
    """``(giảm 6,1%) so với đầu năm``: what follows the bracket belongs to what is before it."""
    close = text.find(")", piece.quantity.end, piece.end) if piece.quantity else -1
    return piece if close < 0 or "(" in text[piece.start : close] else replace(piece, end=close)


def _is_for(folded: str, piece: Piece, following: Piece) -> bool:
    return folded[piece.end : following.start].strip() == "cho"


def _with_words(view: View, piece: Piece) -> Iterator[Piece]:
    """``tỷ lệ hộ nghèo còn 2% và không còn hộ nghèo chính sách``: the goal in words alone is a piece of its own."""
    value = piece.quantity
    words = _IN_WORDS.search(view.folded, value.end, piece.end) if value and piece.lends is None else None
    if words is None:
        yield piece
    else:
        start, end = trimmed(view, piece.start, words.start())
        yield replace(piece, start=start, end=end)
        yield Piece(*trimmed(view, words.start(1), piece.end), None, piece.sentence)


def _values(folded: str, start: int, end: int) -> list[Quantity]:
    """The quantities of a sentence that are goals, not a restatement, a condition or the present state."""
    kept: list[Quantity] = []
    for value in quantities(folded, start, end):
        previous = kept[-1] if kept else None
        between = folded[max(previous.end, value.start - _WIDEST_GAP) : value.start] if previous else ""
        if _NO_VALUE_AFTER.search(folded, max(start, value.number - 80), value.number):
            continue
        if previous and _specifies(folded, start, previous, between):
            kept[-1] = value
        elif previous is None or _is_own(previous, value, between):
            if previous and _is_condition(previous, value) and not _BORDER.search(between):
                kept.pop()
            kept.append(value)
    return kept


def _is_condition(value: Quantity, following: Quantity) -> bool:
    """``hộ có ít nhất 01 thành viên có việc làm đạt 80%``: the first only says which households."""
    return value.unit.kind == "count" and following.unit.kind != "count"


def _specifies(folded: str, start: int, value: Quantity, between: str) -> bool:
    """``tại các xã có tỷ lệ hộ nghèo trên 25% | giảm từ 4%``: the first only says where."""
    start = max(start, value.start - _WIDEST_GAP)
    return _CHANGES.fullmatch(between) is not None and _WHERE.search(folded, start, value.start) is not None


def _is_own(previous: Quantity, value: Quantity, between: str) -> bool:
    opened = between.rfind("(")
    if opened >= 0 and ")" not in between[opened:]:
        new_measure = value.unit.kind == "money" and previous.unit.kind != "money"
        return new_measure or _RESTATES.search(between, opened) is not None
    return _BORDER.search(between) is not None or _is_condition(previous, value)


def _border(folded: str, value: Quantity, following: Quantity) -> tuple[int, int, bool]:
    """Where the piece of ``value`` ends, where that of ``following`` begins, and whether it is ``trong đó``."""
    borders = list(_BORDER.finditer(folded, value.end, following.start))
    for at in range(len(borders) - 1, -1, -1):
        if borders[at][0] in _PARTS:
            beside = at > 0 and borders[at].start() - borders[at - 1].end() <= 2
            return borders[at - 1 if beside else at].start(), borders[at].end(), True
    closed = _CLOSED.match(folded, value.end, following.start)
    chosen = borders[0] if closed else _chosen(folded, borders, following)
    return chosen.start(), chosen.end(), False


def _chosen(folded: str, borders: list[re.Match[str]], following: Quantity) -> re.Match[str]:
    """Of several commas the one behind which the next value's words begin."""
    last = borders[-1]
    if _LEADS_TO_VALUE.fullmatch(folded, last.end(), following.start):
        return last
    for border in reversed(borders):
        if _STARTS_ANEW.match(folded, border.end()):
            return border
    return last


def _with_predicate(folded: str, piece: Piece, following: list[Piece]) -> Piece:
    """``01 xã`` before ``và 02 thôn ra khỏi …``, ``20% số xã`` before ``và 30% số thôn …`` borrow what both share."""
    value = piece.quantity
    if value is None or not following or following[0].quantity is None or following[0].is_part:
        return piece
    if _is_for(folded, piece, following[0]):
        return replace(piece, lends=(following[0].start, following[0].end), own_end=piece.end)
    is_share = value.unit.kind == "%"
    is_bare = piece.end - value.end <= (_LONGEST_NOUN if is_share else 1) and says_nothing_of(folded, value, piece.end)
    said_later = following[0].end - following[0].quantity.end > _LEAST_PREDICATE
    if not is_bare or not said_later or not (is_share or value.unit.kind == "count"):
        return piece
    if not _LEADS_TO_VALUE.fullmatch(folded, piece.start, value.start):
        return piece
    if is_share and changes_first(folded, piece.start, value):
        return piece
    lent = following[0].quantity.end
    if is_share and (noun := _COUNTED_NOUN.match(folded, lent, following[0].end)):
        lent = noun.end()
    return replace(piece, end=following[0].end, lends=(lent, following[0].end), own_end=piece.end)


def trimmed(view: View, start: int, end: int) -> tuple[int, int]:
    """The clause without ``Phấn đấu``, ``trong đó``, bullets and punctuation around it."""
    text, folded = view.text, view.folded
    while start < end:
        lead = _LEAD.match(folded, start, end) or _HAVING.match(folded, start, end)
        if lead is not None and lead.end() > start:
            start = lead.end()
        elif text[start] in _TRIMMED_START:
            start += 1
        else:
            break
    while end > start and (text[end - 1] in _TRIMMED_END or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    if text[end : end + 1] == ")" and text.rfind("(", start, end) > text.rfind(")", start, end):
        end += 1
    return start, end
