"""Documents named without a number: resolutions of congresses, schemes (Đề án), reports and letters in the bases.

``Nghị quyết Đại hội Đảng bộ huyện lần thứ XXVII nhiệm kỳ 2020-2025``; ``Đề án “Bồi dưỡng kiến thức dân tộc …”``;
``Báo cáo thẩm tra của Ban Pháp chế Hội đồng nhân dân tỉnh``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from loaders.citing.issuer_names import fullest
from loaders.citing.issuers import issuer_end
from loaders.citing.lines import Line
from loaders.citing.mention import Mention
from loaders.citing.numbered import core_after, own_clause_end
from loaders.citing.subjects import subject
from loaders.citing.types import TYPES
from loaders.records import Document

_CONGRESS: Final = re.compile(
    r"nghi quyet (?:cua )?(?=dai hoi |hoi nghi (?:lan thu|trung uong|ban chap hanh|bch|dai bieu|tinh uy|huyen uy"
    r"|thanh uy)|trung uong (?:lan thu )?\d)"
)
_MORE: Final = re.compile(r"(?:(?:,| va) [ivxl]{1,6}\b)+|,? (?:cua )?(?=(?:dang|ban chap hanh)\b)")
_NUMBER_NEAR: Final = re.compile(  # not that of "… và Kế hoạch số 16/KH-HĐTĐKT"
    r"(?:(?!(?: va|,) (?:cac )?(?:ke hoach|nghi quyet|ket luan|chi thi|quyet dinh|chuong trinh|nghi dinh|thong tu)\b)"
    r"[^;.]){0,60}?\bso[\s:]*\d"
)
_SCHEME: Final = re.compile(r"de an\s*:?\s*")
_QUOTES: Final = ('"', "''")
_QUOTE: Final = re.compile("\"|''")
_NOT_NAMED: Final = re.compile(
    r"(?:nay|neu tren|tren|duoc|da|cua|theo|do|thuoc|so|la|va|hoac|co|de|nham|tai|trong|cho|khi|den|bao gom|gom|se"
    r"|phai|sau|noi tren"
    r"|thu|thanh phan|cu the|hoan thanh|lien quan|khac|chuyen mon|tung|nhu)\b"
)
_TO_BE_WRITTEN: Final = re.compile(
    r"(?:xay dung|soan thao|du thao|lap|trinh|tham muu|cac|nhung|hoan thien|de xuat|tham dinh|mot so|noi dung|y kien"
    r"|va trinh)\s+$"
)
_BASE: Final = re.compile(
    r"(?:[-+*]\s*)?(?:(?:can cu(?: vao)?|xet|thuc hien|thi hanh|tren co so|theo|sau khi xem xet"
    r"|sau khi nghe)\s+)?(?:noi dung\s+)?"
)
_LED: Final = re.compile(r"(?:[-+*]\s*)?(?:can cu|xet|thuc hien|thi hanh|tren co so|theo|sau khi)\b")
_READ: Final = 6000
_CLAUSE: Final = re.compile(r"[^;]+")
_KIND: Final = re.compile("|".join(sorted(TYPES, key=len, reverse=True)))
_CHARTER: Final = re.compile(r"\s*(?:[-+*]\s*)?can cu (dieu le [^,;.]{2,60}?)(?:,| va)(?: cac)? $")
_DETAIL: Final = re.compile(r"\s(?:cua|ngay|thang)\s")
_NUMBERED: Final = re.compile(r"\bso[\s:]*\d")
_REPORT: Final = re.compile(r"bao cao (?:tham tra|tham dinh|giai trinh|ket qua tham)")
_BY_DATE: Final = frozenset(
    {
        "to-trinh", "bien-ban", "thong-bao", "ket-luan", "cong-van", "quyet-dinh", "nghi-quyet", "chi-thi", "ke-hoach",
        "cong-dien",
        "quy-che", "quy-dinh", "bao-cao", "nghi-dinh", "thong-tu", "hop-dong", "hiep-dinh", "bien-ban-ghi-nho",
    }
)  # fmt: skip
_BY_ISSUER: Final = frozenset({"to-trinh", "quy-che", "dieu-le", "bien-ban", "thong-bao"})


def congress_resolution(line: Line, position: int, document: Document) -> Mention | None:
    """The resolution of a congress or plenum whose ``Nghị quyết`` stands at ``position``; None where none is named."""
    text, folded = line.text, line.folded
    lead = _CONGRESS.match(folded, position, line.end)
    if lead is None:
        return None
    end = issuer_end(text, folded, lead.end(), line.end)
    while end is not None and (more := _MORE.match(folded, end, line.end)) is not None:
        further = issuer_end(text, folded, more.end(), line.end) or more.end()
        if further <= end:
            break
        end = further
    if end is None or _NUMBER_NEAR.match(folded, end, line.end):
        return None
    issuer = fullest(text[lead.end() : end], document)
    about = subject(folded, text, end, line.end)
    return Mention(position, end, "nghi-quyet", issuer=issuer, about=about, name=folded[lead.end() : end])


def scheme(line: Line, position: int) -> Mention | None:
    """The Đề án named at ``position``; None for ``Đề án này``, ``các đề án`` and one that is yet to be written."""
    text, folded = line.text, line.folded
    lead = _SCHEME.match(folded, position, line.end)
    if lead is None or lead.end() >= line.end or (position > line.start and folded[position - 1].isalnum()):
        return None
    quoted = folded.startswith(_QUOTES, lead.end())
    if not quoted and (
        not text[position].isupper() or _NOT_NAMED.match(folded, lead.end()) or not folded[lead.end()].isalpha()
    ):
        return None
    if _TO_BE_WRITTEN.search(folded, max(line.start, position - 24), position):
        return None
    end = _closing_quote(folded, lead.end(), line.end) if quoted else own_clause_end(line, lead.end())
    name = folded[lead.end() : end].strip(" \"'")
    if len(name.split()) < 3:
        return None
    return Mention(position, end, "de-an", about=(lead.end(), end), name=name)


def _closing_quote(folded: str, start: int, line_end: int) -> int:
    mark = _QUOTE.search(folded, start + 2, min(line_end, start + 600))
    return mark.end() if mark else min(line_end, start + 300)


def base_mentions(line: Line, taken: list[Mention], document: Document) -> Iterator[Mention]:
    """Documents of a base line's clauses that carry no number: ``Xét Báo cáo thẩm tra của Ban Pháp chế …``."""
    if not _LED.match(line.folded, line.start, line.end):
        return
    stop = min(line.end, line.start + _READ)
    starts = {mention.start for mention in taken}
    for clause in _CLAUSE.finditer(line.folded, line.start, stop):
        within = [start for start in starts if clause.start() <= start < clause.end()]
        found = _charter(line, clause.start(), min(within)) if within else _base_mention(line, *clause.span(), document)
        if found is not None:
            starts.add(found.start)
            yield found
    for report in _REPORT.finditer(line.folded, line.start, stop):
        if report.start() not in starts:
            found = _base_mention(line, report.start(), min(stop, report.start() + 200), document)
            if found is not None:
                yield found


def _base_mention(line: Line, start: int, stop: int, document: Document) -> Mention | None:
    folded, text = line.folded, line.text
    while start < stop and folded[start] == " ":
        start += 1
    lead = _BASE.match(folded, start, stop)
    begin = lead.end() if lead else start
    kind = _KIND.match(folded, begin, stop)
    if kind is None:
        return _strategy(line, begin, stop, led=begin > start)
    slug = TYPES[kind.group()]
    report = _REPORT.match(folded, begin, stop) is not None
    if not (text[begin].isupper() or report or slug == "to-trinh"):
        return None
    detail = _DETAIL.search(folded, kind.end() - 1, min(stop, kind.end() + 140))
    if detail is None and slug in ("bien-ban", "dieu-le"):
        return _strategy(line, begin, stop, led=begin > start)
    if detail is None or _NUMBERED.search(folded, kind.end(), detail.end()):
        return None
    core = core_after(line, detail.start())
    if not ((core.issued and slug in _BY_DATE) or (core.issuer and (report or slug in _BY_ISSUER))):
        return None
    issuer = fullest(text[core.issuer[0] : core.issuer[1]], document) if core.issuer else None
    about = subject(folded, text, core.end, line.end)
    return Mention(begin, core.end, slug, None, core.issued, issuer, about, name=folded[begin : core.end])


def _charter(line: Line, start: int, stop: int) -> Mention | None:
    """The ``Điều lệ Đảng`` of ``Căn cứ Điều lệ Đảng và Quy định số 24-QĐ/TW``, whose second document is at ``stop``."""
    found = _CHARTER.match(line.folded, start, stop)
    if found is None or not line.text[found.start(1)].isupper():
        return None
    return Mention(*found.span(1), "dieu-le", name=found[1])


def _strategy(line: Line, begin: int, stop: int, *, led: bool) -> Mention | None:
    """``Căn cứ Chiến lược …``, ``Căn cứ Điều lệ Đảng``: named as a base in its own right."""
    for word, slug in (("chien luoc ", "chien-luoc"), ("dieu le ", "dieu-le"), ("bien ban ", "bien-ban")):
        if led and line.folded.startswith(word, begin) and line.text[begin].isupper():
            end = min(own_clause_end(line, begin), stop)
            return Mention(begin, end, slug, name=line.folded[begin:end])
    return None
