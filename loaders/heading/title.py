"""The title: the words under the type word, the ``V/v`` of an official letter, and the years they give.

A title runs over several lines, in capitals or not; it ends where the line of who decides, a legal basis, an opening
sentence, a numbered heading or the address begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.folding import fold
from loaders.heading.issuer import decider
from loaders.heading.zone import Zone
from loaders.numbers import NUMBER
from loaders.outlining.labels import label
from loaders.records import Span
from loaders.view import View

_LONGEST: Final = 2_500
_NUMBER_ONLY: Final = re.compile(rf"(?i:(?:luật )?số\s?:?\s?)?{NUMBER}$")
_FILLER: Final = " -–—_*=|:.\t"
_BASIS: Final = re.compile(
    r"[-+*\s]{0,3}(?:can cu|xet (?:de nghi|to trinh|bao cao)|theo de nghi|kinh (?:gui|trinh)|noi nhan"
    r"|\(?(?:ban hanh )?kem theo|\(ban hanh|quyet nghi"
    r"|quyet dinh\s?:|(?:nghi dinh|thong tu|luat|quyet dinh|phap lenh|nghi quyet)(?: lien tich)? so[ :]|so\s?:)"
)
_AGENCY: Final = re.compile(r"(?:bo|so|ban|uy ban|hoi dong|chinh phu|thu tuong|van phong)\b")
_NUMBERED_BELOW: Final = re.compile(r"[\s*_|-]{1,12}Số\s?:\s?\d")
_OPENING: Final = re.compile(
    r"(?:thuc hien|trien khai thuc hien|trien khai|tiep tuc|de |nham |tren co so|trong |sau khi|ngay \d|nhung nam"
    r"|thoi gian|hien nay|vua qua|qua |theo |thi hanh"
    r"|(?:uy ban nhan dan|ubnd|bo truong|chinh phu|thu tuong|hoi dong nhan dan|so |ban dan toc"
    r"|bo )[^\n]{0,120}(?:ban hanh|xay dung|huong dan|thong bao|bao cao|de nghi|yeu cau))"
)
_UNFINISHED: Final = re.compile(
    r"(?:[,\-–(]|\b(?:của|và|do|cho|với|tại|theo|thuộc|bởi|về|giữa|trên địa bàn|giai đoạn|(?-i:năm|NĂM)|đến|từ|các|tỉnh"
    r"|huyện|số|chủ tịch|thường trực|văn phòng|đại biểu))$",
    re.IGNORECASE,
)
_DATES: Final = re.compile(
    r"(?:ngay\s)?\d{0,2}\s?thang\s\d{1,2}\s(?:nam\s)?[12]\d{3}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,4}/(?:19|20)\d\d/"
    r"|(?<!phap )luat [^,;]{0,60}? nam (?:19|20)\d\d"
)
_NORMATIVE: Final = frozenset({"quyet-dinh", "nghi-quyet", "thong-tu", "nghi-dinh", "chi-thi"})
_REPEATED: Final = re.compile(r"((?:quyet|nghi) dinh|nghi quyet|thong tu|chi thi)\s+(?!so\b|\d)")
_DECIDER_BEHIND: Final = re.compile(
    r"(?<!cua)(?<!do)(?<!va)(?<!thuoc)(?<!boi)(?<!chu tich)(?<!phong)(?<!thuong truc)(?<!dai bieu)\s"
    r"(?=(?:chu tich )?(?:uy ban|hoi dong) nhan dan (?:tinh|thanh pho|huyen|quan|thi xa)[^,;]{0,60}$"
    r"|thu tuong chinh phu$|(?:bo truong bo|giam doc so) [^;]{0,60}$)"
)
_BASIS_BEHIND: Final = re.compile(
    r"\s(?=(?:Căn cứ|Xét đề nghị|Xét Tờ trình|Theo đề nghị|Thực hiện|Thi hành|Kính gửi)\s)"
)
_VISION: Final = re.compile(r"tam nhin (?:den |toi )?(?:nam )?(20\d\d)")
_RANGE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:-|den(?: het)?(?: nam)?|toi nam|va)\s?((?:19|20)\d\d)(?!\d)")
_YEAR: Final = re.compile(r"(?<!den )(?<!truoc )(?<!sau )\bnam (20\d\d)(?!\s?[-\d]|\s(?:den|va|,)\s?(?:nam )?20)")
_SINCE: Final = re.compile(r"(?:từ|TỪ)\s$")  # with its mark and letters: not the name in "huyện Đại Từ năm 2025"


@dataclass(frozen=True, slots=True)
class Title:
    """The title's words and span (None when there is none), and where the lines below it begin."""

    words: str | None
    span: Span | None
    below: int


def title_of(view: View, zone: Zone) -> Title:
    """The title under the type word; of an official letter its ``V/v``; None where the site has lost it."""
    if zone.subject is not None:
        return Title(view.quote(*zone.subject), zone.subject, zone.subject[1])
    if zone.type is None:
        return _untyped(view, zone)
    start = _below_marks(view, zone, zone.type.end)
    found = _under(view, start, min(start + _LONGEST, len(view.text)))
    again = _REPEATED.match(view.folded, *found.span) if found.span and zone.type.slug in _NORMATIVE else None
    if found.span is None or again is None or again[1].replace(" ", "-") != zone.type.slug:
        return found
    return _title(view, again.end(), found.span[1], found.below)


def _below_marks(view: View, zone: Zone, start: int) -> int:
    """Behind the number and the date that some sites set between the type word and the title."""
    for mark in sorted((mark.start, mark.end) for mark in (zone.number, zone.date) if mark):
        if mark[0] >= start and not view.text[start : mark[0]].strip(_FILLER + "\n"):
            start = mark[1]
    return start


def _untyped(view: View, zone: Zone) -> Title:
    """The title of a letterhead without its type word: the lines in capitals before the preamble."""
    begin = max((stop for _, stop in zone.marks), default=zone.bound)
    if begin >= zone.bound:
        return Title(None, None, zone.bound)
    found = _under(view, begin, zone.bound)
    own = found.words and (found.words.isupper() or fold(found.words).startswith("ve viec"))
    return found if own else Title(None, None, begin)


def _under(view: View, start: int, end: int) -> Title:
    first = last = -1
    offset = start
    while offset < end:
        stop = view.text.find("\n", offset)
        stop = stop if 0 <= stop < end else end
        words = view.text[offset:stop].strip(_FILLER)
        begin = offset + view.text[offset:stop].find(words)
        if first < 0 and _NUMBER_ONLY.match(words):
            words = ""
        if words and _ends(view, (begin, begin + len(words)), (first, last)):
            break
        if words:
            first = begin if first < 0 else first
            last = _cut(view, begin, begin + len(words))
            if last < begin + len(words):
                return _title(view, first, last, last)
        offset = stop + 1
    return _title(view, first, last, min(offset, end))


def _title(view: View, first: int, last: int, below: int) -> Title:
    return Title(view.quote(first, last), (first, last), below) if first >= 0 else Title(None, None, below)


def _ends(view: View, line: Span, title: Span) -> bool:
    """Whether a line stands below the title, whose lines so far are ``title`` (-1 when there is none yet)."""
    words, plain = view.text[line[0] : line[1]], view.folded[line[0] : line[1]]
    if _NUMBERED_BELOW.match(view.text, line[1]) and _AGENCY.match(plain):
        return True
    if title[0] < 0:
        return _BASIS.match(plain) is not None or decider(view, *line) is not None
    before = view.text[title[0] : title[1]]
    numbered = label(view.text, *line) is not None and not plain.startswith("-")
    sentence = before.isupper() and words[0].isupper() and not words.isupper()
    if numbered or sentence or _BASIS.match(plain):
        return True
    unfinished = _UNFINISHED.search(before[-16:])
    if decider(view, *line) is not None:
        return unfinished is None or fold(unfinished[0]) in ("tinh", "huyen")
    return unfinished is None and _opens(before, words, plain)


def _opens(before: str, words: str, plain: str) -> bool:
    """Whether a line below a finished title is the document's text: other letters, or the form of a sentence."""
    if words.isupper() or before.isupper():
        return words.isupper() != before.isupper()
    opening = _OPENING.match(plain) is not None or len(words) > 160 or words.endswith((".", ":", ";"))
    return words[0].isupper() and opening


def _cut(view: View, start: int, end: int) -> int:
    """Where a title's line ends when who decides stands on it too: ``… MỚI” ỦY BAN NHÂN DÂN TỈNH KON TUM``.

    A text layer may set the whole head on one line: ``… GIAI ĐOẠN 2021-2025 BỘ TRƯỞNG BỘ Y TẾ Căn cứ Nghị định …``.
    """
    basis = _BASIS_BEHIND.search(view.text, start, end)
    if basis is not None and view.text[start : basis.start()].isupper():
        end = basis.start()
    if not view.text[start:end].isupper():
        return end
    match = _DECIDER_BEHIND.search(view.folded[start:end])
    return start + match.start() if match else end


def years_of(title: str | None) -> tuple[tuple[int, int] | None, int | None]:
    """Period and vision: ``giai đoạn 2021-2030, tầm nhìn đến 2045`` gives (2021, 2030) and 2045."""
    title = title or ""
    words = _DATES.sub(_blanks, fold(title))
    vision = _VISION.search(words)
    words = _VISION.sub(_blanks, words)
    spans = [match for match in _RANGE.finditer(words) if int(match[1]) < int(match[2]) <= int(match[1]) + 30]
    single = [
        year for year in _YEAR.finditer(words) if not _SINCE.search(title[max(0, year.start() - 3) : year.start()])
    ]
    period = (int(spans[0][1]), int(spans[0][2])) if spans else None
    if single and (
        not spans or (single[-1].start() > spans[-1].end() and not words[: single[-1].start()].rstrip().endswith("va"))
    ):
        period = (int(single[-1][1]), int(single[-1][1]))
    return period, int(vision[1]) if vision else None


def _blanks(match: re.Match[str]) -> str:
    """As many blanks as the match has letters: offsets stay those of the title."""
    return " " * len(match[0])
