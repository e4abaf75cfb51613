"""Furniture: lines that a printer, a signing service or a law site put around and into the document."""

from __future__ import annotations

import re

from loaders.lines import Line

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
  | in\ trang$ | quay\ lai$ | ve\ dau\ trang$ | chia\ se(?:\ qua)?:? $
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
_BODY = re.compile(r"can cu |(?:i|a)\. [a-z]|dieu 1\b")
_PAGE_TITLE = re.compile(r"[a-z ]{4,30} (?:so )?\d{1,5}/\S{2,40} (?:nam \d{4}|ngay \d|ve |cua |do )")
_PAGE = re.compile(r"(?:-\s?|trang\s)?(\d{1,4})(?:\s?-|\s?/\s?\d{1,4})?$")


def without_furniture(lines: list[Line], clean: str, folded: str) -> list[Line]:
    """The lines of the document itself: no page numbers, rules and stamps, nothing of the site before or after it."""
    first, last = _letterhead(lines, folded), _end(lines, folded)
    kept: list[Line] = []
    for index in range(first, last):
        line = lines[index]
        if line.end - line.start > _LONGEST:
            kept.append(line)
            continue
        words = folded[line.start : line.end]
        if _RULE.match(words) or _STAMP.match(words) or _SITE.match(words):
            continue
        if words[-1] in "-0123456789" and _PAGE.match(words) and _is_page_number(lines, index, clean):
            continue
        kept.append(line)
    return kept


def _letterhead(lines: list[Line], folded: str) -> int:
    """The index of the letterhead's first line, where a site put its own lines before it; else 0."""
    motto = _MOTTO.search(folded, 0, 40_000)
    if motto is None:
        return 0
    index = next(number for number, line in enumerate(lines) if line.end >= motto.start())
    while index > 0 and motto.start() < lines[index].start:
        index -= 1
    top = index
    for number in range(index - 1, max(-1, index - 9), -1):
        words = folded[lines[number].start : lines[number].end]
        if _BODY.match(words):
            return 0
        if len(words) > 70 or _site_line(words) or (words[0] in "-•*+" and not _RULE.match(words)):
            break
        if not _RULE.match(words) and words != "|":
            top = number
    before = [folded[line.start : min(line.end, line.start + 120)] for line in lines[:top]]
    if any(_BODY.match(words) for words in before):
        return 0
    return top if any(_site_line(words) or _related(words) for words in before) else 0


def _site_line(words: str) -> bool:
    return bool(_SITE.match(words) or ATTRIBUTE.match(words) or words in {"da biet", "dang cap nhat", "x"})


def _related(words: str) -> bool:
    """``- 1Luật ngân sách nhà nước 2015``: an entry of a list of related documents."""
    return re.match(r"- \d{1,2} ?[a-z]", words) is not None


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


def _is_page_number(lines: list[Line], index: int, clean: str) -> bool:
    """A number alone on a line: at either end of the text, beside a form feed, or inside a sentence."""
    if not 0 < index < len(lines) - 1:
        return True
    before, line, after = lines[index - 1], lines[index], lines[index + 1]
    if "\f" in clean[before.end : line.start] or "\f" in clean[line.end : after.start]:
        return True
    return clean[before.end - 1] not in ".;:|" and clean[after.start].islower()
