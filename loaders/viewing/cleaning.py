"""Cleaning: what stands within the lines of a text and is none of its words.

Markdown marks (``**``, ``#``, ``|`` bars, backslash escapes), invisible characters, runs of blanks. Whole lines that
are not the document's are the matter of ``loaders.viewing.furniture``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.outlining.labels import LABEL, UPPER
from loaders.viewing.offsets import Edit, OffsetMap, apply

_ODD_BLANKS = "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_BREAKS = "\r\v\x85\u2028\u2029"
_PLAIN = dict.fromkeys(_ODD_BLANKS, " ") | dict.fromkeys(_LINE_BREAKS, "\n")
_INVISIBLE = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\uffff"
_ODD = re.compile(f"[{_ODD_BLANKS}{_LINE_BREAKS}{_INVISIBLE}]")
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}][{_INVISIBLE} \t]*")
_BLANK_RUN = re.compile(r"[ \t]+")
_STAR_RUN = re.compile(r"\*+")
_BAR = re.compile(r"\|[ \t]*")
_LINE_MARK = re.compile(r"^(?:#{1,6}[ \t]+|#{1,6}$|>[ \t]?)", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?=[-.*#_\[\](){}+!|>~`])")
_TAG = re.compile(r"<(?:br|/?p|/?b|/?i|/?u|/?strong|/?em)\s?/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*(?!\))[^*]{1,800}(?<=[^\s(])\*(?=[\s.,;:)]|$)")
_LONGEST_CELL = 400
_BLANK_LINE = re.compile(r"\n\s*\n")
_BOLD_PART = re.compile(rf"[{UPPER}]|\d{{1,2}}(?:\.\d{{1,2}})*[.)]\s|[a-zđ]\)\s")


def marks(text: str) -> tuple[str, OffsetMap]:
    """``text`` without marks inside its lines, and the map back; ``KẾ HOẠCH**Thực hiện`` becomes two lines.

    Line breaks of all kinds become ``\\n``, pages still end in ``\\f``.
    """
    odd = set(_ODD.findall(text))
    for char in odd & _PLAIN.keys():
        text = text.replace(char, _PLAIN[char])
    edits = [*_blanks(text), *(_invisible(text) if odd - _PLAIN.keys() else ()), *_markdown(text)]
    edits.sort(key=lambda edit: edit.start)
    return apply(text, _apart(text, edits))


def _apart(text: str, edits: list[Edit]) -> Iterator[Edit]:
    """The edits without those that begin inside an earlier one; a mark that goes takes the blanks behind it along."""
    done = 0
    for edit in edits:
        if edit.start >= done:
            done = edit.end
            while edit.words == "" and text[edit.start - 1 : edit.start] == " " and text[done : done + 1] == " ":
                done += 1
            yield Edit(edit.start, done, edit.words)


def _places(text: str, literal: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def _blanks(text: str) -> Iterator[Edit]:
    """A run of blanks is one space, or one tab between two cells."""
    for literal in ("  ", "\t"):
        done = 0
        for at in _places(text, literal):
            if at < done:
                continue
            start = at - 1 if literal == "\t" and text[at - 1 : at] == " " else at
            run = _BLANK_RUN.match(text, start)
            done = run.end() if run else at + 1
            cells = "\t" in text[start:done] and _between_cells(text, start, done)
            yield Edit(start, done, "\t" if cells else " ")


def _between_cells(text: str, start: int, end: int) -> bool:
    """Whether a tab stands between cells: ``ỦY BAN NHÂN DÂN⇥CỘNG HÒA``, ``1⇥Rà soát``, not ``1.⇥Mục đích``."""
    if end == len(text) or text[end] == "\n" or start == 0 or text[start - 1] == "\n":
        return False
    line = text.rfind("\n", max(0, start - _LONGEST_CELL), start) + 1
    stop = text.find("\n", end, end + _LONGEST_CELL)
    if "\t" in text[line:start] or "\t" in text[end : stop if stop >= 0 else end + _LONGEST_CELL]:
        return True
    label = LABEL.match(text, line, end)
    if (label is not None and label.end() >= start) or text[line:start] in {"Số:", "Số"}:
        return False
    return not (text[end].islower() and text[start - 1].isalnum())


def _invisible(text: str) -> Iterator[Edit]:
    for match in _INVISIBLE_RUN.finditer(text):
        blank = " " in match[0] or "\t" in match[0]
        after_blank = match.start() == 0 or text[match.start() - 1].isspace()
        yield Edit(match.start(), match.end(), " " if blank and not after_blank else "")


def _markdown(text: str) -> Iterator[Edit]:
    if "*" in text:
        yield from _stars(text)
    if "|" in text:
        yield from filter(None, (_bar(text, *match.span()) for match in _BAR.finditer(text)))
    if "#" in text or ">" in text:
        yield from (Edit(match.start(), match.end(), "") for match in _LINE_MARK.finditer(text))
    if "\\" in text:
        yield from (Edit(match.start(), match.end(), "") for match in _ESCAPE.finditer(text))
    if "<" in text:
        yield from (
            Edit(match.start(), match.end(), "\n" if match[0][1] in "bB" and "r" in match[0].lower() else "")
            for match in _TAG.finditer(text)
        )


def _stars(text: str) -> Iterator[Edit]:
    """``**`` and ``***`` go; ``*Biểu dương*`` loses both; a bullet ``* `` and a note mark ``(*)`` stay."""
    closing = -1
    for match in _STAR_RUN.finditer(text):
        start, end = match.span()
        if end - start > 1:
            yield Edit(start, end, _at_bold(text, start, end))
        elif start == closing or (closing := _closing(text, start)) >= 0:
            yield Edit(start, end, "")


def _closing(text: str, start: int) -> int:
    """The asterisk that ends the emphasis begun at ``start``, in the same paragraph; -1 where none was begun."""
    emphasis = _EMPHASIS.match(text, start)
    if emphasis is None or text[start - 1 : start].isalnum() or _BLANK_LINE.search(emphasis[0]):
        return -1
    return emphasis.end() - 1


def _at_bold(text: str, start: int, end: int) -> str:
    """What stands where bold begins or ends: a new line where a heading was glued to its neighbour."""
    before, after = text[start - 1 : start], text[end : end + 8]
    if not before or before.isspace() or not after or after[0].isspace():
        return ""
    if before in ":,;":
        return " "
    return "\n" if (before.isalnum() or before in '.)”"') and _BOLD_PART.match(after) else ""


def _bar(text: str, start: int, end: int) -> Edit | None:
    """A bar between two cells is a tab, one at either end of the row is nothing; one alone on a line stays."""
    begin = start
    while begin > 0 and start - begin < 4 and text[begin - 1] in " \t":
        begin -= 1
    if begin and text[begin - 1] == "|":  # the blanks of an empty cell are those of the bar before it
        begin = start
    at_start = begin == 0 or text[begin - 1] == "\n"
    at_end = end == len(text) or text[end] == "\n"
    if at_start and at_end:
        return None
    return Edit(begin, end, "" if at_start or at_end else "\t")
