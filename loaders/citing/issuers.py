"""Issuers as citations print them: where a body's name begins and ends.

``của Chính phủ Quy định chi tiết …``, ``của UBND tỉnh Sơn La Ban hành …``, ``của Bộ Nông nghiệp và Phát triển nông thôn
và Bộ Nội vụ hướng dẫn …``: no punctuation says where the body's name ends and the subject begins.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.citing.subjects import VERB
from loaders.records import Span

_LONGEST: Final = 170
_LONGEST_PROPOSAL: Final = 600
_HEAD: Final = re.compile(
    r"(?:(?:uy ban|hoi dong) ?nhan ?dan|chinh ?phu|thu tuong chinh ?phu|lien (?:bo|so)|(?:pho )?(?:thu tuong"
    r"|thong doc|bo truong|chu nhiem|chu tich|giam doc|tong giam doc|truong ban|truong phong"
    r"|tong cuc truong|cuc truong|chi cuc truong|vu truong|vien truong|chanh an|chanh van phong|chanh thanh tra"
    r"|bi thu|hieu truong)"
    r"|cong ty|tong (?:bi thu|kiem toan|thanh tra|cuc|cong ty|lien doan)|thu truong|thuong truc|thuong vu"
    r"|chinh phu|quoc hoi|uy ban|ubnd|ub"
    r"|ubtvqh|ubdt|ubmttq|hoi dong|hdnd|hdqt|bo|ban|so|phong|cuc|chi cuc|vu|vien|tinh uy|thanh uy|huyen uy|thi uy"
    r"|quan uy|dang uy|tu"
    r"|trung uong|van phong|hoi nghi|hoi|lien minh|lien doan|doan|dang|ngan hang|bao hiem|kho bac|toa an|kiem toan"
    r"|thanh tra"
    r"|mat tran|nha nuoc|bch|btv|bql|bcd|bcs|bcsd|btc|dai hoi|ky hop|truong|trung tam|cong an|quan khu|bo chi huy"
    r"|tap doan|to|tham phan"
    r"|ttg|doan dai bieu|xa|nhan dan|tandtc|vksndtc|lanh dao|quy|chi nhanh|dai|hat|thi tran|phuong)\b"
)
_TERM: Final = re.compile(
    r"(?:,? (?:-\s)?\(?(?:khoa|nhiem ky|lan thu|ky hop|phien hop|hoi nghi)(?: thu| lan thu)? ?"
    r"(?:[ivxlc]{1,6}\b|\d{1,4}(?: ?- ?\d{2,4})?|nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi(?: \w{2,5})?|chuyen de"
    r"|bat thuong)\)?)"
)
_CENTRAL: Final = re.compile(
    r"(?:(?:van phong|thanh tra) chinh ?phu|(?:pho )?thu tuong(?: chinh ?phu)?|ttg(?:cp)?|chinh ?phu"
    r"(?: nuoc cong hoa xa hoi chu nghia viet nam)?"
    r"|uy ban thuong vu quoc hoi|ubtvqh|quoc hoi(?: nuoc cong hoa xa hoi chu nghia viet nam)?|chu tich (?:nuoc"
    r"|quoc hoi)"
    r"|bo chinh tri|ban bi thu(?: trung uong(?: dang)?)?|hoi dong bo truong"
    r"|(?:ban chap hanh |bch )(?:trung uong|tw|t\.?u)\b(?: dang)?(?: cong san viet nam)?)\b"
)
_LEVEL: Final = re.compile(
    r"(?:tinh uy|thanh uy|huyen uy|thi uy|quan uy|tinh|thanh pho|tp\.?|huyen|thi xa|quan|xa|phuong|thi tran) "
)
_STOP: Final = re.compile(
    rf"{VERB}|(?:hướngdẫn|quyđịnh|banhành|phêduyệt|vềviệc)\b"
    rf"|(?:và|,)\s+(?:(?:các|số|nghị quyết|nghị định|quyết định|thông tư|chỉ thị|kết luận|kế hoạch|công văn"
    rf"|văn bản|tờ trình"
    r"|báo cáo|hướng dẫn|luật|pháp lệnh|chương trình|công điện|ý kiến|đề nghị|của|thông báo|biên bản)\b)|(?:khoản"
    r"|điều) \d|năm \d",
    re.IGNORECASE,
)
_SUBJECT_VERB: Final = (
    r"về|v/v|quy định|ban hành|phê duyệt|phê chuẩn|hướng dẫn|sửa đổi|triển khai|thực hiện|thi hành|điều chỉnh"
)
_CAPITAL_SUBJECT: Final = re.compile(rf"(?:{_SUBJECT_VERB})\b", re.IGNORECASE)
_CAPITAL_STOP: Final = re.compile(
    rf"(?:{_SUBJECT_VERB}|ngày|được|giao(?! thông| dịch)|công bố|thông báo|đề nghị|cho|số|năm|điều|khoản)\b",
    re.IGNORECASE,
)
_BODY_NOUN: Final = frozenset(
    {"ban", "so", "bo", "cuc", "vu", "phong", "dong", "vien", "tam", "to", "doan", "hoi", "truong", "tra"}
)
_NAME_VERB: Final = re.compile(
    r"(?:tổ chức|kiểm tra|giám sát|quản lý|chỉ đạo|điều hành|xây dựng|công tác|thẩm định|quy hoạch|hỗ trợ|chính sách"
    r"|cải cách|đổi mới)\b",
    re.IGNORECASE,
)
_AFTER_COMMA: Final = re.compile(
    r", (?:chu nhiem|the thao|thong ke|thuong binh|cong nghe|khoa hoc|giao duc|thanh nien|gia dinh|bao cao|nhi dong"
    r"|khen thuong|tai chinh"
    r"|du lich|thi hanh|chong|tim kiem|cuu|cong nghiep|lam nghiep|thuy san|dau tu|moi truong|xa hoi|huyen|tinh"
    r"|thanh pho|thi xa|quan)\b"
)
_PLENUM: Final = re.compile(r",? (?:cua )?(?=(?:ban chap hanh|bch)\b)")
_LIST: Final = re.compile(
    r",? (?:va )?(?=(?:bo|uy ban|ngan hang|toa an|vien kiem sat|bao hiem|thanh tra|van phong|tong lien doan"
    r"|trung uong)\b)"
)
_STRONG_STOP: Final = re.compile(
    r"(?:về|v/v|quy định|ban hành|phê duyệt|hướng dẫn|sửa đổi|triển khai|thông báo|đề nghị|tại|ngày|trình|giao|cho)\b",
    re.IGNORECASE,
)
_TITLE_GOES_ON: Final = re.compile(  # in a title in capitals no small letter says where the name ends
    r"(?:VỀ|V/V|BAN HÀNH|QUY ĐỊNH|PHÊ DUYỆT|THÔNG QUA|HƯỚNG DẪN|SỬA ĐỔI|ĐIỀU CHỈNH|BỔ SUNG|BÃI BỎ)\b"
)
_NAMED_BY_TASK: Final = re.compile(
    r"(?:truong )?(?:to (?:cong tac|truong)|ban (?:chi dao|dieu hanh|to chuc)|hoi dong (?! ?nhan ?dan)"
    r"|doan (?:giam sat|kiem tra|thanh tra))"
)
_WITHIN: Final = re.compile(r",? (?:tinh|thanh pho|huyen|thi xa|quan) ")
_TOKEN: Final = re.compile(r"[^\s,;:()\"\t]+")

_AT: Final = re.compile(
    r"(?:[\s(,](?:tai|theo|trong|qua|bang)|(?<=[a-z]{3})tai)(?:\s+(?:noi dung |cac |phan )?)?$"  # "Dân tộctại"
)
_PROPOSER: Final = re.compile(r"[-+*\s]{0,4}(?:xet|theo)\s?(?:de nghi|kien nghi|bao cao) cua ")
_NUMBER_WORD: Final = re.compile(r"[Ss][ốỐ](?!\w)")
_BRACKET: Final = re.compile(r"\s?\($")
_NOTHING: Final = re.compile(r"\s*")
_OF: Final = re.compile(r"(?<![a-z])(?:cua|do|duoc|boi)\s*")
_LISTED: Final = re.compile(r"[,;(]\s(?:va )?|\sva\s")
_ISSUED: Final = re.compile(r"\s(?:da |vua )?(?:ky )?(?:ban hanh|phe duyet|co|trinh|xay dung)\s+(?:cac )?$")
_BODY: Final = re.compile(
    r"(?<![a-z])(?:(?:chu tich )?(?:ubnd|uy ban nhan dan)|(?:thuong truc )?(?:hdnd|hoi dong nhan dan)"
    r"|thu tuong chinh phu|chinh phu|quoc hoi"
    r"|(?:ban thuong vu )?(?:tinh|thanh|huyen) uy|bo truong bo|bo|so|uy ban dan toc|bo chinh tri|ban bi thu"
    r"|tong cuc|cuc|van phong|thanh tra|ngan hang|kho bac|bao hiem|hoi|tap doan|tong cong ty|tong lien doan)(?![a-z])"
)
_BETWEEN: Final = re.compile(r"(?: \([^()]{2,90}\))?[\s,]*(?:(?!tai|theo)[a-z]+[\s,]+){0,7}[a-z]*[\s,]*")


def issuer_end(text: str, folded: str, start: int, limit: int, *, several: bool = False) -> int | None:
    """Where the issuer's name that begins at ``start`` ends, or None when no body is named there.

    ``several`` reads on over a list of bodies, as joint circulars have one.
    """
    limit = min(limit, start + _LONGEST)
    if _HEAD.match(folded, start, limit) is None or _NUMBER_WORD.match(text, start):
        return None
    central = _CENTRAL.match(folded, start, limit)
    end = _terms(folded, central.end(), limit) if central else _walk(text, folded, start, limit)
    plenum = _PLENUM.match(folded, end, limit) if end is not None and folded.startswith("hoi nghi", start) else None
    if plenum is not None:
        return issuer_end(text, folded, plenum.end(), limit)
    while several and end is not None:
        more = _LIST.match(folded, end, limit)
        further = _walk(text, folded, more.end(), limit) if more else None
        if further is None:
            break
        end = further
    return end


def _terms(folded: str, end: int, limit: int) -> int:
    """Extends a name over its term and session: ``khóa VII, kỳ họp thứ 5``."""
    while (term := _TERM.match(folded, end, limit)) is not None:
        end = term.end()
    return end


def _walk(text: str, folded: str, start: int, limit: int) -> int | None:
    """Reads word by word up to the verb, punctuation or proper name that ends the body's name."""
    end, position = start, start
    stop = _STRONG_STOP if _NAMED_BY_TASK.match(folded, start, limit) else _STOP
    while position < limit:
        if position > start and stop.match(text, position, limit) and not _part_of_name(text, folded, position):
            break
        level = _LEVEL.match(folded, position, limit)
        if level and text[level.end() : level.end() + 1].isupper() and not _TITLE_GOES_ON.match(text, level.end()):
            return _terms(folded, _located(text, folded, _proper_name(text, level.end(), limit), limit), limit)
        token = _TOKEN.match(folded, position, limit)
        if token is None:
            break
        end = position = token.end()
        term = _TERM.match(folded, end, limit)
        if term:
            return _terms(folded, end, limit)
        if folded[end : end + 1] == "," and _AFTER_COMMA.match(folded, end, limit):
            position = end + 2
        elif folded[end : end + 1] == " ":
            position = end + 1
        else:
            break
    while end > start and folded[end - 1] in " .,-":
        end -= 1
    return end if end - start > 1 else None


def _part_of_name(text: str, folded: str, position: int) -> bool:
    """A verb that is part of a proper name: ``Ban Tổ chức``, ``Ban quản lý dự án``, ``Sở Xây dựng``."""
    if _TITLE_GOES_ON.match(text, position):
        return False
    if text[position].isupper() and not _CAPITAL_STOP.match(text, position):
        return True
    before = folded[max(0, position - 12) : position].split()
    return bool(before) and before[-1] in _BODY_NOUN and _NAME_VERB.match(text, position) is not None


def _proper_name(text: str, start: int, limit: int) -> int:
    """The end of the run of capitalised words at ``start``: ``Bà Rịa - Vũng Tàu``."""
    end = position = start
    while position < limit:
        stop = position
        while stop < limit and (text[stop].isalnum() or text[stop] in "'’"):
            stop += 1
        if (
            stop == position
            or not (text[position].isupper() or text[position].isdigit())
            or _names_subject(text, position)
        ):
            break
        end = stop
        if text[stop : stop + 3] in (" - ", " – "):
            position = stop + 3
        elif text[stop : stop + 1] in (" ", "-"):
            position = stop + 1
        else:
            break
    return end


def _located(text: str, folded: str, end: int, limit: int) -> int:
    """Reads on over the place that the named place lies in: ``UBND huyện Bình Sơn, tỉnh Quảng Ngãi``."""
    within = _WITHIN.match(folded, end, limit)
    if within is None or not text[within.end() : within.end() + 1].isupper():
        return end
    return _proper_name(text, within.end(), limit)


def _names_subject(text: str, position: int) -> bool:
    """``UBND tỉnh Sơn La Ban hành Kế hoạch``: the capital begins the subject."""
    if _TITLE_GOES_ON.match(text, position):
        return True
    return _CAPITAL_SUBJECT.match(text, position) is not None and not text[position + 1 : position + 2].isupper()


def issuer_before(text: str, folded: str, floor: int, end: int) -> tuple[Span, bool] | None:
    """The body named before a document, ``[floor, end)`` being the words before its type, and whether that is sure.

    ``theo đề nghị của Giám đốc Sở Nội vụ tại`` → ``Giám đốc Sở Nội vụ``; ``UBND Thành phố đã ban hành`` → ``UBND Thành
    phố``, which is the issuer only if the symbol says so too.
    """
    lead = _AT.search(folded, max(floor, end - 60), end) or _BRACKET.search(folded, max(floor, end - 3), end)
    if lead is None:
        return _acting(text, folded, floor, end)
    low = max(floor, lead.start() - _LONGEST)
    between = _NOTHING if folded[lead.end() - 1] == "(" else _BETWEEN
    for found in reversed(list(_OF.finditer(folded, low, lead.start()))):
        if folded[found.end() - 1] != " " and not text[found.end()].isupper():  # glued: "đã đượcThủ tướng Chính phủ"
            continue
        name_end = issuer_end(text, folded, found.end(), lead.start())
        if name_end is not None and between.fullmatch(folded, name_end, lead.start()):
            return (found.end(), name_end), lead.group().split()[:1] != ["theo"] and "trong" not in lead.group()
    if between is _NOTHING and (proposer := _proposer(text, folded, floor, lead.start())) is not None:
        return proposer, True
    listed = "tai" in lead.group() or lead.group().endswith("(")
    named = _listed(text, folded, low, lead.start()) if listed else None
    return (named, True) if named is not None else None


def _proposer(text: str, folded: str, start: int, end: int) -> Span | None:
    """Who proposes at the start of a line that ends in a bracket: ``Xét đề nghị của Bộ Y tế về … (Tờ trình số 5``."""
    lead = _PROPOSER.match(folded, start, end) if end - start < _LONGEST_PROPOSAL else None
    name_end = issuer_end(text, folded, lead.end(), end) if lead else None
    if lead is None or name_end is None or not folded.startswith(" ve ", name_end):
        return None
    return None if "(" in folded[name_end:end] else (lead.end(), name_end)


def _listed(text: str, folded: str, low: int, end: int) -> Span | None:
    """The second body of a list, without its ``của``: ``…, Bộ Y tế`` before ``tại Công văn số 5576/BYT-TTr``."""
    for found in reversed(list(_LISTED.finditer(folded, low, end))):
        if issuer_end(text, folded, found.end(), end) == end:
            return found.end(), end
    return None


def _acting(text: str, folded: str, floor: int, end: int) -> tuple[Span, bool] | None:
    """The body that is said to have issued the document: ``UBND tỉnh đã ban hành Kế hoạch số …``."""
    verb = _ISSUED.search(folded, max(floor, end - 30), end)
    if verb is None:
        return None
    for found in reversed(list(_BODY.finditer(folded, max(floor, verb.start() - 120), verb.start()))):
        name_end = issuer_end(text, folded, found.start(), verb.start())
        if name_end is not None and not folded[name_end : verb.start()].strip(" ,"):
            return (found.start(), name_end), False
    return None
