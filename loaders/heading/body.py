"""What the running text says of its own document where the letterhead is lost."""

from __future__ import annotations

import re
from typing import Final

from loaders.dates import DATE, date_of
from loaders.heading.types import TYPE_WORDS, type_slug
from loaders.outlining.labels import UPPER
from loaders.records import Span
from loaders.view import View

_LAST: Final = 6_000  # code points at the end in which a law says when it was adopted
_REACH: Final = 8_000  # code points of the head in which a document names itself
_ADOPTED: Final = re.compile(rf"thong qua (?P<date>{DATE})")
_ISSUED_AS: Final = re.compile(
    rf"\bban hanh (?P<type>{TYPE_WORDS})\b(?! so)|(?<![a-z])(?P<this>{TYPE_WORDS}) nay (?:quy dinh|huong dan"
    rf"|co hieu luc)"
)


_CENTRAL: Final = re.compile(
    r"(?:^|\n)(?P<who>(?:Bộ trưởng|Chủ nhiệm|Thống đốc|Tổng Thanh tra|Chính phủ|Thủ tướng Chính phủ|Bộ [^\W\d_]"
    r"|Ủy ban Dân tộc)"
    r"(?:(?! thông báo | để | đã | theo | đề nghị | các )[^\n;:]){0,160}?)\s(?:thống nhất )?(?:ban hành|hướng dẫn"
    r"|quy định|có ý kiến)\s"
)
_SPEAKER: Final = re.compile(
    rf"(?:^|[,;.] )(?P<who>(?:Bộ (?=[{UPPER}])|Tổng cục|Cục|Chi cục|Văn phòng|Bảo hiểm xã hội|Ngân hàng Nhà nước"
    r"|Kho bạc Nhà nước|[ỦU][ỷy] ban|UBND|Sở|Ban Dân tộc|Thanh tra|Hội đồng nhân dân)\b"
    rf"(?:(?! đang | đã | nhận | vừa )[^,;:.]|, (?=[{UPPER}][^,]{{0,30}} và )){{0,90}}?)"
    r"\s(?:có ý kiến|hướng dẫn|đề nghị|yêu cầu|trả lời|thông báo|kính báo cáo|báo cáo|kính đề nghị|xin ý kiến|trao đổi)"
    r"\b[^:]{0,400}?như sau"
)
_PARTY: Final = re.compile(
    r"(?:^|\n)(Bộ Chính trị|Ban Bí thư|Ban Thường vụ|Ban Chấp hành)\b[^\n]{0,80}?\s(?:ban hành|quyết định|yêu cầu"
    r"|kết luận|thống nhất)\s"
)
_HEAD_OF: Final = re.compile(r"^(?:Bộ trưởng(?:, Chủ nhiệm)?|Chủ nhiệm|Thống đốc|Tổng Thanh tra)\s?(?=[^\W\d_])")
_AND: Final = re.compile(r"(?:,| và)\s(?=Bộ trưởng(?!, Chủ nhiệm)|Bộ trưởng, Chủ nhiệm|Thống đốc|Chủ nhiệm)")


def central_issuer_named_in(view: View, head: Span) -> str | None:
    """``Bộ trưởng Bộ Tài chính ban hành Thông tư …`` -> Bộ Tài chính; of several heads all bodies, with dashes."""
    found = _CENTRAL.search(view.text, head[0], min(head[1], head[0] + _REACH) + 400)
    if found is None:
        return None
    return " - ".join(_HEAD_OF.sub("", who.strip()) for who in _AND.split(" ".join(found["who"].split())))


def speaker_in(view: View, start: int) -> str | None:
    """Who speaks in a letter from ``start`` on: ``…, Bộ Tài chính hướng dẫn thực hiện một số nội dung như sau:``."""
    found = _SPEAKER.search(view.text[start : start + _REACH].replace("\n", " "))
    return found["who"].strip() if found else None


def party_body_in(view: View, head: Span) -> str | None:
    """``Ban Bí thư ban hành Quy chế …`` at the start of a line -> Ban Bí thư."""
    found = _PARTY.search(view.text, head[0], min(head[1], head[0] + _REACH) + 400)
    return found[1] if found else None


def adopted_on(view: View) -> str | None:
    """The day of ``… khóa XIV, kỳ họp thứ 7 thông qua ngày 13 tháng 6 năm 2019``; None where nothing was adopted."""
    found = list(_ADOPTED.finditer(view.folded, max(0, len(view.folded) - _LAST)))
    return date_of(found[-1]["date"]) if found else None


def type_named_in(view: View, head: Span) -> str | None:
    """The type of ``Bộ trưởng Bộ Tài chính ban hành Thông tư quy định …`` or ``Thông tư này hướng dẫn …``."""
    found = _ISSUED_AS.search(view.folded, head[0], min(head[1], head[0]) + _REACH)
    return type_slug(found["type"] or found["this"]) if found else None
