"""Cleaning: what a text carries that its author did not write - Markdown marks, invisible characters, web furniture.

``marks`` edits within lines (``**``, ``|`` bars, backslash escapes, soft hyphens, runs of blanks); ``furniture``
finds whole lines to drop (rules of dashes, page numbers, signature stamps, the boxes of law sites).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.labels import UPPER
from loaders.offsets import Edit, OffsetMap, apply

_ONE_TO_ONE = str.maketrans(dict.fromkeys("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "))
_ODD_BLANKS = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = "\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\ufff9-\uffff"
_EVENT = re.compile(rf"[ \t]{{2,}}|\t|[{_INVISIBLE}]+")
_MARKDOWN = re.compile(rf"[ \t]{{2,}}|\t|[{_INVISIBLE}]+|\*+|\|[ \t]*|\\(?=[^\w\s])|(?m:^#{{1,6}}[ \t]+)|(?m:^>[ \t]?)|<br ?/?>")
_IS_MARKDOWN = re.compile(r"\*\*\S|\*[^\s*][^*\n]{0,200}\*|\|[^\n|]{0,400}\||^#{1,6} \S|\\[-.*#_\[\]()]", re.MULTILINE)
_BOLD_PART = re.compile(rf"[{UPPER}]|\d{{1,2}}(?:\.\d{{1,2}})*[.)]\s|[a-zđ]\)\s")


def marks(text: str) -> tuple[str, OffsetMap]:
    """``text`` without marks inside its lines, and the map back; ``KẾ HOẠCH**Thực hiện`` becomes two lines."""
    if _ODD_BLANKS.search(text):
        text = text.translate(_ONE_TO_ONE)
    if _IS_MARKDOWN.search(text):
        return apply(text, _markdown_edits(text))
    return apply(text, (_blank_edit(text, match.start(), match.end()) for match in _EVENT.finditer(text)))


def _blank_edit(text: str, start: int, end: int) -> Edit:
    """A run of blanks is one space, or one tab between two cells; invisible characters vanish."""
    if text[start] not in " \t":
        return Edit(start, end, "")
    return Edit(start, end, "\t" if "\t" in text[start:end] and _between_cells(text, start, end) else " ")


def _between_cells(text: str, start: int, end: int) -> bool:
    """Whether words stand on both sides: ``ỦY BAN NHÂN DÂN⇥CỘNG HÒA``, not ``1.⇥Mục đích``."""
    before = text[max(0, start - 8) : start]
    line = before[before.rfind("\n") + 1 :]
    return len(line.strip()) > 5 and not text[end : end + 1].isspace() and end < len(text)


def _markdown_edits(text: str) -> Iterator[Edit]:
    opened = -1  # end of the line on which a single * was opened, or -1
    for match in _MARKDOWN.finditer(text):
        start, end = match.span()
        mark = text[start]
        if mark == "*":
            if end - start == 1:
                edit, opened = _emphasis(text, start, opened)
                if edit is None:
                    continue
                yield edit
            else:
                yield Edit(start, end, _at_bold(text, start, end))
        elif mark == "|":
            yield _bar(text, start, end)
        elif mark in "\\#>":
            yield Edit(start, end, "")
        elif mark == "<":
            yield Edit(start, end, "\n")
        else:
            yield _blank_edit(text, start, end)


def _at_bold(text: str, start: int, end: int) -> str:
    """What stands where bold begins or ends: a new line where a heading was glued to its neighbour."""
    before, after = text[start - 1 : start], text[end : end + 8]
    if not before or before.isspace() or not after or after[0].isspace():
        return ""
    if before in ":,;":
        return " "
    return "\n" if (before.isalnum() or before in ".)”\"") and _BOLD_PART.match(after) else ""


def _emphasis(text: str, start: int, opened: int) -> tuple[Edit | None, int]:
    """``*Biểu dương*`` loses both asterisks; a bullet ``* `` and a note mark ``(*)`` stay."""
    after = text[start + 1 : start + 2]
    if 0 <= opened and start < opened:
        return Edit(start, start + 1, ""), -1
    line_end = text.find("\n", start, start + 2000)
    line_end = line_end if line_end >= 0 else min(len(text), start + 2000)
    closing = text.find("*", start + 1, line_end)
    if not after or after.isspace() or after in ")]" or closing < 0 or text[closing - 1].isspace():
        return None, -1
    return Edit(start, start + 1, ""), line_end


def _bar(text: str, start: int, end: int) -> Edit:
    """A bar between two cells is a tab, one at either end of the row is nothing."""
    begin = start - 1 if text[start - 1 : start] in {" ", "\t"} and text[start - 2 : start - 1] not in {" ", "\t"} else start
    at_start = begin == 0 or text[begin - 1] == "\n"
    at_end = end == len(text) or text[end] in "\r\n"
    return Edit(begin, end, "" if at_start or at_end else "\t")
