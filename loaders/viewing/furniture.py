"""Furniture: lines that a printer, a signing service or a law site put around and into the document."""

from __future__ import annotations

import re
from bisect import bisect_right

from loaders.viewing.lines import Line
from loaders.viewing.page_numbers import page_numbers

_LONGEST = 160  # no line of furniture is longer
_RULE = re.compile(r"[\s\-_=*.~:+]{2,}$|[\-_=*~:+#x]$")
_STAMP = re.compile(
    r"""
    \d{4}-\d\d-\d\dt\d\d:\d\d:\d\d
  | (?:nguoi\ ky|thoi\ gian\ ky|ngay\ ky|co\ quan|email|chuc\ vu)\s?:[^\n]{0,80}\d\d[:.]\d\d
  | (?:ky\ boi|thoi\ gian\ ky|ngay\ ky|ky\ so\ boi|duoc\ ky\ boi)\s?: | digitally\ signed | signature\ not\ verified
  | cong\ bao/so\ \d | cong\ bao/ngay | \(xem\ tiep\ cong\ bao
    """,
    re.VERBOSE,
)
_SITE = re.compile(
    r"""
    he\ thong\ phap\ luat$ | tai\ van\ ban | (?:https?://|www\.)\S+$
  | (?:m\.)?(?:thuvienphapluat|luatvietnam|hethongphapluat|vbpl)\.(?:vn|com) | law(?:net)?\ ?\.vn$
  | bo\ loc\ tim\ kiem$ | luu\ tru\ gop\ y$ | ban\ dich\ nay\ thuoc\ quyen | dang\ tai\ van\ ban
  | \ ?[*•]?\ ?(?:thuoc\ tinh|noi\ dung|tieng\ anh|luoc\ do|van\ ban\ goc|ban\ pdf)$
  | in\ trang$ | (?:noi\ dung\ )?toan\ van\b | quay\ lai$ | ve\ dau\ trang$ | chia\ se(?:\ qua)?:? $
    """,
    re.VERBOSE,
)
ATTRIBUTE = re.compile(
    r"""
    (?:[*•]\s?)?
    (?:so\ hieu(?:\ van\ ban)?|so\s?/\s?ky\ hieu|so\ ky\ hieu|loai\ van\ ban|hinh\ thuc\ van\ ban
      |ngay\ ban\ hanh|noi\ ban\ hanh|co\ quan\ ban\ hanh(?:/.*)?|nguoi\ ky|trich\ yeu|linh\ vuc
      |ngay\ (?:dang\ )?cong\ bao|so\ cong\ bao|ngay\ (?:co\ |het\ )?hieu\ luc|tinh\ trang(?:\ hieu\ luc)?
      |ban\ hanh|hieu\ luc|cap\ nhat|ap\ dung)
    \s?:
    """,
    re.VERBOSE,
)
_END = re.compile(
    r"""
    (?:\#{1,3}\s)?(?:hieu\ luc\ van\ ban|thuoc\ tinh\ van\ ban|van\ ban\ (?:cung\ )?lien\ quan
      |luoc\ do(?:\ van\ ban)?|binh\ luan|tu\ khoa|tags?)\s?:?$
  | van\ ban\ nay\ (?:chua\ cap\ nhat|dang\ cap\ nhat|duoc) | van\ ban\ bi\ thay\ the$
  | noi\ dung\ sua\ doi,\ huong\ dan | file\ (?:duoc\ )?dinh\ kem | tai\ van\ ban | tai\ ve$
  | luu\ tru\ gop\ y | chu\ thich\s?:?$ | an\ vao\ day | ban\ dang\ xem\ ban\ rut\ gon
  | (?:ban\ hanh|so\ hieu|loai\ van\ ban|\ ?[*•]\s?so\ hieu)\s?:(?:\ |$) | ban\ quyen | copyright | tro\ giup$
    """,
    re.VERBOSE,
)
_MOTTO = re.compile(
    r"cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam|dang\s+cong\s+san\s+viet\s+nam\s*$", re.MULTILINE
)
_TAIL = re.compile(r"noi nhan\b|(?:tm|kt|tl|tuq)\s?\.|t/m\b")
_BODY = re.compile(r"can cu |(?:i|a)\. [a-z]|dieu 1\b|noi nhan\b")
_SUBJECT = re.compile(r"v\s?/\s?v\b")
_PAGE_TITLE = re.compile(r"[a-z ]{4,30} (?:so )?\d{1,5}/\S{2,40}(?: (?:nam \d{4}|ngay \d|ve |cua |do )|$)")
_SITE_WORDS = frozenset({"da biet", "dang cap nhat", "x", "con hieu luc", "het hieu luc"})
_LETTERHEAD_END = 40_000  # code points that a site may put before a document
_LETTERHEAD_LINES = 10
_LONGEST_HEAD = 90
_LONGEST_SUBJECT = 400


def without_furniture(lines: list[Line], clean: str, folded: str) -> list[Line]:
    """The lines of the document itself: no page numbers, rules and stamps, nothing of the site before or after it."""
    first, last = _letterhead(lines, clean, folded), _end(lines, folded)
    pages = page_numbers(lines, clean, folded)
    kept: list[Line] = []
    for index in range(first, last):
        line = lines[index]
        if line.end - line.start > _LONGEST:
            kept.append(line)
            continue
        words = folded[line.start : line.end]
        if index in pages or _RULE.match(words) or _STAMP.match(words) or _SITE.match(words):
            continue
        kept.append(line)
    return kept


def _letterhead(lines: list[Line], clean: str, folded: str) -> int:
    """The index of the letterhead's first line: what stands before it is a site's; 0 where no letterhead is found.

    The motto ``CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`` of a form in an annex has the text of a document before it.
    """
    motto = _MOTTO.search(folded, 0, _LETTERHEAD_END)
    if motto is None:
        return 0
    top = bisect_right(lines, motto.start(), key=lambda line: line.start) - 1
    for index in range(top - 1, max(-1, top - 1 - _LETTERHEAD_LINES), -1):
        words = folded[lines[index].start : lines[index].end]
        if _RULE.match(words) or words == "|":
            continue
        longest = _LONGEST_SUBJECT if _SUBJECT.match(words) else _LONGEST_HEAD
        if len(words) > longest or words[0] in "-•*+" or _is_site_line(words):
            top = index if _ends_in_capitals(clean[lines[index].start : lines[index].end]) else top
            break
        top = index
    before = (folded[line.start : min(line.end, line.start + 40)] for line in lines[:top])
    return 0 if any(_BODY.match(words) for words in before) else top


def _ends_in_capitals(line: str) -> bool:
    """``… do Bảo hiểm xã hội Việt Nam ban hành. BẢO HIỂM XÃ HỘI VIỆT NAM -----``: the issuer behind the title."""
    last = line.rstrip(" -–—_*=").rpartition(". ")[2]
    return last.isupper() and " " in last and not last.startswith("- ")


def _is_site_line(words: str) -> bool:
    patterns = (_SITE, ATTRIBUTE, _PAGE_TITLE, _BODY)
    return words in _SITE_WORDS or any(pattern.match(words) for pattern in patterns)


def _end(lines: list[Line], folded: str) -> int:
    """The index behind the document's last line: a site's boxes and lists follow the signature."""
    tail = False
    for number, line in enumerate(lines):
        if line.end - line.start > _LONGEST:
            continue
        words = folded[line.start : line.end]
        if not tail:
            tail = _TAIL.match(words) is not None
        elif _END.match(words):
            index = number
            while _PAGE_TITLE.match(folded, lines[index - 1].start, lines[index - 1].end):
                index -= 1
            return index
    return len(lines)
