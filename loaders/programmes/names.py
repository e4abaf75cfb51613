"""National target programmes by name: ``Chương trình MTQG phát triển KT-XH vùng đồng bào DTTS&MN`` is ``1719``.

Codes: ``1719``, ``ntm`` (xây dựng nông thôn mới), ``gnbv`` (giảm nghèo bền vững). A plan that only says "Chương trình"
or "Dự án 2" means the programme of its title, or of the section that speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.folding import fold
from loaders.outline import Node, Outline

_HEAD = r"(?:(?:cac\s+)?chuong\s+trinh(?:\s+(?:muc\s+tieu\s+quoc\s+gia|mtqg))?|ctmtqg|ct\s?mtqg|mtqg)"
_NAMES = r"""
    (?P<k1719>(?:ve\s+)?(?:phat\strien[^.;:\n()]{0,70}?|vung\s(?:dong\sbao\s)?)?(?:dan\stoc\sthieu\sso|dbdtts|dtts|dan\stoc(?=[^.;,\n]{0,12}mien\snui))
        (?:\s?(?:va\s|&\s?|,\s?)(?:mien\snui|mn\b))?(?:\s(?:giai\sdoan\s|tu\snam\s)?\d{4}\s?-\s?\d{4})?|1719(?:/qd-ttg)?)
  | (?P<kntm>(?:xay\sdung\s)?(?:nong\sthon\smoi|ntm)\b)
  | (?P<kgnbv>giam\sngheo(?:\s(?:nhanh\s(?:va\s)?)?ben\svung)?|gnbv\b)
"""
_NAMED = re.compile(rf"{_HEAD}\s+(?:(?:quoc\sgia\s)?(?:ve\s)?)?(?:{_NAMES})", re.VERBOSE)
_NEXT = re.compile(rf"(?:\s*[,;]\s*(?:va\s+)?|\s+va\s+)(?:{_HEAD}\s+)?(?:{_NAMES})", re.VERBOSE)


@dataclass(frozen=True, slots=True)
class ProgrammeMention:
    """A programme named at ``[start, end)``."""

    code: str
    start: int
    end: int


def programme_mentions(folded: str, start: int, end: int) -> list[ProgrammeMention]:
    """The programmes named in ``folded[start:end]``, in order; a list after one "Chương trình" gives each name."""
    found: list[ProgrammeMention] = []
    at = _named_at(folded, start, end)
    while at >= 0:
        following = _NAMED.match(folded, at, end)
        at += 1
        while following is not None:
            found.append(ProgrammeMention(_code(following), following.start(), following.end()))
            at = following.end()
            following = _NEXT.match(folded, at, end)
        at = _named_at(folded, at, end)
    return found


def _named_at(folded: str, start: int, end: int) -> int:
    """The next place at which a programme may be named, or -1: two plain searches are faster than one pattern."""
    first, short = folded.find("chuong trinh", start, end), folded.find("mtqg", start, end)
    if short >= 2 and short - 2 >= start and folded.startswith("ct", short - 2):
        short -= 2
    return min(first, short) if first >= 0 and short >= 0 else max(first, short)


def _code(match: re.Match[str]) -> str:
    return next(name[1:] for name, words in match.groupdict().items() if words is not None)


class ProgrammeContext:
    """Which programme "Dự án 2" belongs to at a place of the document, when its sentence does not say."""

    def __init__(self, outline: Outline, title: str | None) -> None:
        self._folded = outline.view.folded
        self.default = self._of_title(title or "") or self._of_text(outline)
        self._section: dict[int, str | None] = {}

    def _of_title(self, title: str) -> str | None:
        codes = {mention.code for mention in programme_mentions(fold(title), 0, len(title))}
        return codes.pop() if len(codes) == 1 else None

    def _of_text(self, outline: Outline) -> str | None:
        """The one programme that the letterhead and the preamble name, else the one that the whole text names."""
        for end in (min(outline.head_end, 20_000), min(outline.tail_start, 400_000)):
            codes = {mention.code for mention in programme_mentions(self._folded, 0, end)}
            if len(codes) == 1:
                return codes.pop()
        return None

    def of(self, above: tuple[Node, ...]) -> str | None:
        """The programme that the innermost of the headings ``above`` names, else that of the document."""
        for node in reversed(above):
            code = self._named(node)
            if code is not None:
                return code
        return self.default

    def _named(self, node: Node) -> str | None:
        if node.start not in self._section:
            end = min(node.end, node.start + 400)
            codes = {mention.code for mention in programme_mentions(self._folded, node.start, end)}
            self._section[node.start] = codes.pop() if len(codes) == 1 else None
        return self._section[node.start]
