"""Furniture: lines that a printer, a signing service or a law site put around the document."""

from __future__ import annotations

import re
from typing import Protocol, TypeVar


class Span(Protocol):
    """Anything with a start and an end."""

    start: int
    end: int


Lines = TypeVar("Lines", bound=Span)

_LONGEST = 160  # no line of furniture is longer
_RULE = re.compile(r"[\s\-_=*.~|:+]{2,}$|[\-_=*~|:+]$")
_STAMP = re.compile(
    r"\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d|(?:ky boi|nguoi ky|thoi gian ky|ngay ky|co quan|email|chuc vu)\s?:[^\n]{0,80}\d\d[:.]\d\d|ky boi\s?:|thoi gian ky\s?:"
    r"|digitally signed by|signature not verified|trang \d{1,4}(?:\s?/\s?\d{1,4})?$|cong bao/so "
)
_SITE = re.compile(
    r"he thong phap luat$|tai van ban|thuvienphapluat\.vn|luatvietnam\.vn|hethongphapluat\.com|vbpl\.vn|www\.|https?://|in trang|quay lai$|chia se(?: qua)?:"
)
_BOX = re.compile(r"hieu luc van ban$|thuoc tinh van ban|thong tin van ban$|luoc do$|tinh trang hieu luc")
_ATTRIBUTE = re.compile(
    r"(?:[*•]\s?)?(?:so hieu|so/ky hieu|so ky hieu|loai van ban|ngay ban hanh|noi ban hanh|co quan ban hanh|nguoi ky|ngay cong bao|so cong bao|ngay hieu luc"
    r"|ngay het hieu luc|tinh trang hieu luc|tinh trang|linh vuc|trich yeu|pham vi|hinh thuc van ban|ngay co hieu luc|ngay dang cong bao|so den)\s?:"
)
_PAGE = re.compile(r"(?:-\s?)?\d{1,4}(?:\s?-)?$")


def without_furniture(lines: list[Lines], clean: str, folded: str) -> list[Lines]:
    """The lines that are the document's own."""
    kept: list[Lines] = []
    box = False
    for index, line in enumerate(lines):
        if line.end - line.start > _LONGEST:
            if not box:
                kept.append(line)
            continue
        words = folded[line.start : line.end]
        if box:
            box = not words.startswith("tai van ban")
            continue
        if _BOX.match(words) and _attributes_follow(lines, index, folded):
            box = True
            continue
        if _RULE.match(words) or _STAMP.match(words) or _SITE.match(words):
            continue
        if words[0] in "-0123456789" and _PAGE.match(words) and _is_page_number(lines, index, clean):
            continue
        kept.append(line)
    return kept


def _attributes_follow(lines: list[Lines], index: int, folded: str) -> bool:
    """Whether at least two of the next lines are attributes (``• Số hiệu: 303/KH-UBND``)."""
    following = (folded[line.start : min(line.end, line.start + 60)] for line in lines[index + 1 : index + 8])
    return sum(_ATTRIBUTE.match(words) is not None for words in following) >= 2


def _is_page_number(lines: list[Lines], index: int, clean: str) -> bool:
    """A number alone on a line inside a sentence, or beside a form feed."""
    if not 0 < index < len(lines) - 1:
        return True
    before, line, after = lines[index - 1], lines[index], lines[index + 1]
    if "\f" in clean[before.end : line.start] or "\f" in clean[line.end : after.start]:
        return True
    return clean[before.end - 1] not in ".;:" and clean[after.start].islower()
