"""Subjects and labels: who or what a clause counts, and what an indicator that the scheme lacks is called.

``100% số hộ dân được sử dụng điện`` counts ``hộ dân``; ``Tỷ lệ lao động qua đào tạo đạt 50%`` ``lao động qua đào tạo``.
"""

from __future__ import annotations

import re

from loaders.goals.quantities import Quantity
from loaders.view import View
from ontology.slug import slug

_PREDICATE = re.compile(
    r",|\b(?:co(?! thai|ng)|duoc|dat|tham gia|(?<!dac )biet|dang|la(?! lao)|(?<!viec )lam|su dung|den truong|"
    r"tiep can|ra khoi|thoat|hoan thanh|"
    r"trong do(?! tuoi)|thuoc|nam|(?<!nha )(?<!dat )o|tang|giam|xuong|(?<!tro )len|moi nam|hang nam|bang|chiem|"
    r"tren dia ban|hoc(?= (?:tieu|trung|mam|mau|dung))|doc|vao|"
    r"con|so voi)\b"
)
_MEASURE = re.compile(
    r"(?:(?:phan dau|nang|giam|tang|duy tri|bao dam|dam bao|den nam 20\d\d|co|dat|muc|so|tong so|ty le|ty suat|"
    r"toc do|binh quan|"
    r"thu nhap|tuoi tho|trung binh|chi so|nang suat|dau nguoi|huy dong|tang truong|cua|cac)\s)*"
)
_BEFORE_COUNTED = re.compile(r"(?:[^,;]{0,60}\b(?:co|giam|tang|bo tri|on dinh|thu hut)\s)?")
_BLANKS = re.compile(r"\s+")
_LONGEST_LABEL = 90


def subject(view: View, start: int, end: int, value: Quantity) -> str | None:
    """The words of the clause that name what is counted, or None where it has none."""
    if value.unit.kind == "count":
        begin, stop = _digits_end(view, value), end
    elif _BEFORE_COUNTED.fullmatch(view.folded, start, value.start):
        begin, stop = value.end, end
    else:
        begin, stop = start, value.start
    while begin < stop and view.text[begin].isspace():
        begin += 1
    measure = _MEASURE.match(view.folded, begin, stop)
    begin = measure.end() if measure else begin
    predicate = _PREDICATE.search(view.folded, begin, stop)
    words = " ".join(view.text[begin : predicate.start() if predicate else stop].split()).strip(" ,.;:()")
    return words or None


def _digits_end(view: View, value: Quantity) -> int:
    at = value.number
    while at < value.end and not view.text[at].isalpha():
        at += 1
    return at


def label(view: View, start: int, end: int, value: Quantity | None) -> str:
    """The clause without its value, as the name of what it measures: ``Tỷ lệ hộ có bể bơi đạt`` for ``… đạt 5%``."""
    cut, onward = (end, end) if value is None else (value.start, value.end)
    words = _BLANKS.sub(" ", f"{view.text[start:cut]} {view.text[onward:end]}").strip(" ,.;:()-")
    if not slug(words):  # a bare "3 xã"
        words = _BLANKS.sub(" ", view.text[start:end])
    if len(words) > _LONGEST_LABEL:
        words = words[:_LONGEST_LABEL].rsplit(" ", 1)[0].strip(" ,.;:()-")
    return words[:1].upper() + words[1:]
