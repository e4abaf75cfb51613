"""Subjects and labels: who or what a clause counts, and what an indicator that the scheme lacks is called.

``100% số hộ dân được sử dụng điện`` counts ``hộ dân``; ``Tỷ lệ che phủ rừng của vùng đạt 50%`` ``che phủ rừng của vùng``.
"""

from __future__ import annotations

import re

from loaders.goals.quantities import Quantity
from loaders.view import View

_PREDICATE = re.compile(
    r",|\b(?:co(?! thai|ng)|duoc|dat|tham gia|biet|dang|la(?! lao)|lam|su dung|den truong|tiep can|ra khoi|thoat|hoan thanh|"
    r"trong do|thuoc|nam|o|tang|giam|xuong|len|moi nam|hang nam|bang|chiem|tren dia ban|hoc|doc|vao|xuong)\b"
)
_MEASURE = re.compile(
    r"(?:(?:phan dau|nang|giam|tang|duy tri|bao dam|dam bao|den nam 20\d\d|co|dat|muc|so|tong so|ty le|ty suat|toc do|binh quan|"
    r"thu nhap|tuoi tho|trung binh|chi so|nang suat|dau nguoi|huy dong|tang truong|cua|cac)\s)*"
)
_BLANKS = re.compile(r"\s+")
_LONGEST_LABEL = 90


def subject(view: View, start: int, end: int, value: Quantity | None) -> str | None:
    """The words that name what is counted, or None where the clause has none."""
    if value is None:
        return None
    begin = value.end if not view.folded[start : value.start].strip() else start
    stop = end if begin == value.end else value.start
    while begin < stop and view.text[begin].isspace():
        begin += 1
    measure = _MEASURE.match(view.folded, begin, stop)
    begin = measure.end() if measure else begin
    predicate = _PREDICATE.search(view.folded, begin, stop)
    words = " ".join(view.text[begin : predicate.start() if predicate else stop].split()).strip(" ,.;:()")
    return words or None


def label(view: View, start: int, end: int, value: Quantity | None) -> str:
    """The clause without its value, as the name of what it measures: ``Tỷ lệ hộ có bể bơi đạt`` for ``… đạt 5%``."""
    if value is None:
        words = view.text[start:end]
    else:
        words = f"{view.text[start : value.start]} {view.text[value.end : end]}"
    words = _BLANKS.sub(" ", words).strip(" ,.;:()-")
    if len(words) > _LONGEST_LABEL:
        words = words[:_LONGEST_LABEL].rsplit(" ", 1)[0].strip(" ,.;:()-")
    return words[:1].upper() + words[1:]
