"""The attribute box of a law site: number, date and signer where the document's own print has lost them.

::

    Số hiệu: 612/QĐ-UBND        Loại văn bản: Quyết định
    Nơi ban hành: Tỉnh Vĩnh Long    Người ký: Lê Quang Trung
    Ngày ban hành: 05/03/2020

The box stands before the letterhead or behind the tail and is no part of the document, so that it is read from the
source text and only fills what head and tail do not give.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.dates import date_of
from loaders.folding import fold
from loaders.heading.people import name_in
from loaders.numbers import NUMBER, number_of
from loaders.outlining.labels import UPPER
from loaders.reading import SourceText
from loaders.records import Signer, Span

_REACH: Final = 4_000  # code points at either end of the source in which a box stands
_SIZE: Final = 900  # code points around its label "Loại văn bản"
_BOX: Final = re.compile(
    rf"(?:Loại văn bản|Nơi ban hành|Cơ quan ban hành)\s{{0,3}}[:|]|(?:^|(?<=\n))Loại văn bản (?=[{UPPER}])"
)
_BETWEEN: Final = r"\s{0,3}[:|]?\s{0,3}\|?\s{0,3}"
_NUMBERED: Final = re.compile(rf"Số(?:[/,]?\s?[Kk]ý)?\s?hiệu{_BETWEEN}(?P<value>{NUMBER})")
_DATED: Final = re.compile(rf"[Nn]gày ban hành{_BETWEEN}(?P<value>\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}})")
_NAME: Final = rf"(?!Ngày|Số|Loại|Nơi|Lĩnh|Tình)[{UPPER}][^\W\d_]{{0,8}}"
_SIGNED: Final = re.compile(
    rf"Người ký{_BETWEEN}(?P<value>{_NAME}(?: {_NAME}){{1,5}}(?:, ?{_NAME}(?: {_NAME}){{1,5}}){{0,3}})"
)


@dataclass(frozen=True, slots=True)
class Box:
    """``612/QĐ-UBND`` with its symbol, ``2020-03-05`` and the signers, each with its span in the source; or None."""

    number: str | None = None
    symbol: str | None = None
    number_span: Span | None = None
    issued: str | None = None
    issued_span: Span | None = None
    signers: tuple[Signer, ...] = ()


def box_of(source: SourceText) -> Box:
    """The attribute box of a source text; all None where there is none."""
    text = source.text
    found = _BOX.search(text, 0, _REACH) or _BOX.search(text, max(0, len(text) - _REACH))
    if found is None:
        return Box()
    start, end = max(0, found.start() - _SIZE), found.end() + _SIZE
    numbered, dated, signed = (pattern.search(text, start, end) for pattern in (_NUMBERED, _DATED, _SIGNED))
    number = number_of(numbered["value"]) if numbered else None
    return Box(
        number=number.printed if number else None,
        symbol=number.symbol if number else None,
        number_span=numbered.span("value") if numbered else None,
        issued=date_of(fold(dated["value"])) if dated else None,
        issued_span=dated.span("value") if dated else None,
        signers=tuple(_signers(signed)) if signed else (),
    )


def _signers(match: re.Match[str]) -> list[Signer]:
    start, end = match.span("value")
    names = [name for words in match["value"].split(",") for name in name_in(words, expected=1)]
    return [Signer(name, None, None, start, end) for name in names]
