"""Labels: the numbers, letters and bullets with which a line of an administrative document begins.

``III. NHIỆM VỤ`` → roman ``III``; ``3.2.1. Nội dung`` → decimal; ``đ) Về công tác`` → letter;
``(1) Phát triển`` → paren; ``Điều 2.`` → article; ``Chương I``, ``PHẦN THỨ NHẤT`` → part; ``Tiểu dự án 2:`` →
component; ``-``, ``+``, ``•``.
"""

from __future__ import annotations

import re
from typing import Literal, cast

Kind = Literal[
    "part",
    "article",
    "roman",
    "upper",
    "decimal",
    "letter",
    "paren",
    "component",
    "dash",
    "plus",
    "star",
    "heading",
    "row",
    "",
]

UPPER = "A-ZĐ" + "".join(
    chr(code) for code in range(0xC0, 0x1EFA) if chr(code).isupper() and (code < 0x250 or code > 0x1E00)
)
_ORDINAL = r"(?:THỨ\s)?(?:NHẤT|HAI|BA|TƯ|NĂM|SÁU|BẢY|TÁM|CHÍN|MƯỜI|[IVXLC]{1,7}|\d{1,2}|[A-Z])\b"
_NUMBERED = (
    r"TIỂU\sDỰ\sÁN|DỰ\sÁN(?:\sTHÀNH\sPHẦN)?|NỘI\sDUNG(?:\sTHÀNH\sPHẦN)?|HỢP\sPHẦN|NHIỆM\sVỤ|GIẢI\sPHÁP|HOẠT\sĐỘNG"
    r"|CHƯƠNG\sTRÌNH"
)

LABEL = re.compile(
    rf"""
    (?P<part>(?i:PHẦN|CHƯƠNG|MỤC)\s(?i:{_ORDINAL})[.:)]?(?=\s|$))
  | (?P<article>(?:Điều|ĐIỀU)\s\d{{1,3}}[a-z]?)\s?[.:/]
  | (?P<component>(?i:{_NUMBERED})(?:\s(?i:SỐ))?\s\d{{1,2}})\s?[:.\-–]
  | (?P<roman>[IVXL]{{1,6}})(?:[.)/:](?!\s?[A-Z]\.)|\s?[-–](?=\s))(?=\s|[{UPPER}])
  | (?P<upper>[A-Z])(?:[.)/]|\s?[-–])(?=\s)
  | (?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,5}})(?:[.)/:]?(?=\s?[{UPPER}“"(])|[.)/](?=\s))
  | (?P<number>\d{{1,2}})(?:[.)/](?=\s|[^\W\d_]|[“"(])|\s?[-–](?=\s[{UPPER}]))
  | (?P<letter>[a-zđ]\d?)(?:[)/](?=\s|[^\W\d_])|[.,](?=\s))
  | \((?P<paren>\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\)
  | (?P<dash>[-–—−])(?=\s|[^\W\d_])
  | (?P<plus>\+)(?=\s|\w)
  | (?P<star>[*•●▪■◦‣➢✓])(?=\s|\w)
    """,
    re.VERBOSE,
)

LabelMatch = tuple[Kind, str, int]
"""Kind, the label as printed without its closing mark, and the offset behind label and blanks."""


def label(text: str, start: int, end: int) -> LabelMatch | None:
    """The label with which the line ``text[start:end]`` begins; None where it begins with a word."""
    match = LABEL.match(text, start, end)
    if match is None:
        return None
    group = cast(str, match.lastgroup)
    words = cast(str, match[group])
    body = match.end()
    while body < end and text[body].isspace():
        body += 1
    if group == "paren":
        words = f"({words})"
    if group == "part":
        words = words.rstrip(".:)")
    return cast(Kind, "decimal" if group == "number" else group), words, body
