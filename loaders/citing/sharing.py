"""One date or one issuer printed for two numbers: ``Tờ trình số 361/TTr-CP và Đề án số 362/ĐA-CP ngày 09/10/2019``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders.citing.mention import Mention
from loaders.citing.oddity import fits
from loaders.numbers import symbol_parts, type_of_symbol
from loaders.view import View

_JOINED: Final = re.compile(r"[\s,]*(?:(?:va|hoac|cung)\s*)?(?:cac\s*)?(?:so[\s:.]*)?")
_LISTED: Final = re.compile(r"[\s,;]*(?:(?:va|hoac|cung)\s*)?(?:cac\s*)?(?:so[\s:.]*)?")
_LONGEST: Final = 24


def shared(view: View, mentions: list[Mention]) -> list[Mention]:
    """``mentions`` (ascending) with the type, date and issuer that a neighbour in the same list was printed with."""
    result = list(mentions)
    for index in range(1, len(result)):
        result[index] = _from_before(view, result[index - 1], result[index])
    _from_heading(view, result)
    for index in range(len(result) - 2, -1, -1):
        result[index] = _from_after(view, result[index], result[index + 1])
    return result


def _from_heading(view: View, mentions: list[Mention]) -> None:
    """``các Nghị định của Chính phủ: số 16/2005/NĐ-CP …; số 112/2006/NĐ-CP …``: the items lack type and issuer."""
    issuers: dict[str, str] = {}
    reached = 0
    for index, mention in enumerate(mentions):
        if view.text.find("\n", reached, mention.start) >= 0:
            issuers.clear()
        reached = mention.start
        body = symbol_parts(mention.symbol)[-1:]
        if not body:
            continue
        if mention.issuer is not None:
            issuers[body[0]] = mention.issuer
        elif mention.list_item and body[0] in issuers:
            mentions[index] = replace(mention, issuer=issuers[body[0]])


def _gap(view: View, first: Mention, second: Mention) -> str | None:
    """The folded words between two mentions that may be neighbours, or None."""
    if first.number is None or second.number is None or not 0 <= second.start - first.end <= _LONGEST:
        return None
    return view.folded[first.end : second.start]


def _from_before(view: View, first: Mention, second: Mention) -> Mention:
    """Type and issuer from the mention before; behind a semicolon only with its body's symbol.

    ``Giám đốc Sở Tài chính tại Tờ trình số 12/TTr-STC ngày …; Văn bản số 34/STC-NS ngày …`` are both the department's.
    """
    gap = _gap(view, first, second)
    if gap is None or not _LISTED.fullmatch(gap):
        return replace(second, type=_type(second)) if not second.type else second
    if not second.type:
        second = replace(second, type=first.type)
    same_list = first.led or second.list_item
    if (
        second.issuer is None
        and first.issuer
        and same_list
        and (_JOINED.fullmatch(gap) or (first.led and symbol_parts(first.symbol)[-1] in symbol_parts(second.symbol)))
        and _may_share(second, first.issuer)
    ):
        second = replace(second, issuer=first.issuer, led=first.led)
    return second


def _from_after(view: View, first: Mention, second: Mention) -> Mention:
    gap = _gap(view, first, second)
    if gap is None or not _LISTED.fullmatch(gap) or not _same_body(first, second):
        return first
    if first.issuer is None and second.issuer is not None:
        first = replace(first, issuer=second.issuer)
    if first.issued is None and second.issued is not None and _JOINED.fullmatch(gap):
        first = replace(first, issued=second.issued, shared=True)
    return first


def _type(mention: Mention) -> str:
    return type_of_symbol(mention.symbol) or "luat"


def _may_share(mention: Mention, issuer: str) -> bool:
    return fits(mention.symbol, mention.type, issuer) is not False


def _same_body(first: Mention, second: Mention) -> bool:
    """Whether two symbols end in the same body: ``TTr-CP`` and ``ĐA-CP``, ``QH14`` and ``QH14``."""
    return symbol_parts(first.symbol)[-1:] == symbol_parts(second.symbol)[-1:] != []
