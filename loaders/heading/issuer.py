"""The issuer: the agency that the letterhead names, in full and with its place.

The letterhead names the superior first (``UBND TỈNH BẮC KẠN`` above ``BAN DÂN TỘC``: the issuer is the department,
``Ban Dân tộc tỉnh Bắc Kạn``); a decision names under its title who decides (``CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH``); a plan
whose letterhead is lost says in its preamble who issues it ("UBND huyện Bình Sơn ban hành Kế hoạch").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.folding import fold
from loaders.heading.names import agency_name
from loaders.heading.zone import BEFORE, Zone
from loaders.records import Span
from loaders.view import View

_HEADS: Final = re.compile(
    r"(?:uy ban|ubnd|hoi dong|hdnd|bo|so|chinh phu|thu tuong|quoc hoi|van phong|ban|tinh uy|thanh uy|huyen uy"
    r"|quan uy|thi uy|dang uy|dang bo"
    r"|tong cuc|cuc|chi cuc|kiem toan|toa an|vien|ngan hang|bao hiem|thanh tra|doan|phong|truong|hoi|lien doan"
    r"|lien minh|mat tran|trung tam"
    r"|cong an|kho bac|chu tich|trung uong|tong lien doan|tap doan|tong cong ty|benh vien|hoc vien|dai hoc|ubmttq"
    r"|thuong truc|lien bo|quan khu)\b"
)
_UNIT: Final = r"(?:tinh|thanh pho|tp|huyen|quan|thi xa|tx|xa|phuong|thi tran|dac khu)"
_UNIT_LINE: Final = re.compile(rf"{_UNIT}\b(?!\s(?:uy|hoi)\b)")
_OPEN_END: Final = re.compile(r"(?:[-,]|\b(?:va|cua|cac|uy ban thuong vu))$")
_SUPERIOR: Final = re.compile(
    rf"(?:(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)\s{_UNIT}\.?\s|bo\s|tong cuc\s|bao hiem xa hoi viet nam\s"
    r"|kho bac nha nuoc\s(?=kho bac)|ngan hang nha nuoc viet nam\s)"
)
_BELOW: Final = re.compile(
    r"(?<!\bhuyen)(?<!\bxa)(?<!\bnong)\s"  # not the names in "huyện Phong Thổ", "thị trấn Nông trường Lệ Ninh"
    r"(?=(?:so|ban(?! nhan dan)|phong(?<!quoc phong)|van phong|chi cuc|thanh tra|tong cuc|cuc|trung tam|truong"
    r"|vien|cong an|kho bac|bao hiem xa hoi|ngan hang)\s|van phong$)"
)
_NOISE: Final = re.compile(
    r"\(?(?:du thao|hoa toc|thuong khan|khan|mat|toi mat|tuyet mat|ban sao|sao y|dang ky|lien tich|bao gom|noi dung"
    r"|[ivx\d]+)\)?$|cong bao"
)
_NUMBERED: Final = re.compile(r"S[ốỐôÔ]\b(?!\s?[^\W\d_])")  # "Số:" folds as Sở does
_FILLER: Final = " -–—_*=|:.\n\t/"
_MINISTRY: Final = re.compile(
    r"bo |uy ban dan toc|ngan hang nha nuoc|thanh tra chinh phu|uy ban nhan dan$|toa an nhan dan toi|vien kiem sat"
)
_WIRES: Final = re.compile(r"\s(?:điện|ĐIỆN)\s?(?::.*)?$")  # CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH KON TUM điện:
_DECIDES: Final = re.compile(
    rf"(?:chu tich\s)?(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)(?:\s?{_UNIT}\b|$)|bo truong\b"
    rf"|thu tuong chinh phu|chinh phu$|quoc hoi$"
    r"|giam doc\b|chu nhiem\b|thong doc\b|tong thanh tra|truong ban\b|cuc truong|tong cuc truong|uy ban thuong vu"
    r"|chu tich nuoc|ban chi dao"
    r"|bao hiem xa hoi|tong giam doc|chanh an|vien truong|uy ban dan toc|thuong truc"
)


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as the letterhead prints it, its lines joined, and where it stands in the view."""

    printed: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        """The printed words folded."""
        return fold(self.printed)


def letterhead(view: View, zone: Zone) -> list[Agency]:
    """The agencies of the letterhead, the superior first: ``UBND TỈNH BẮC KẠN``, ``BAN DÂN TỘC``."""
    agencies: list[Agency] = []
    for start, end in _pieces(view, zone):
        words, plain = view.quote(start, end), re.sub(r"\s+", " ", view.folded[start:end])
        last = agencies[-1] if agencies else None
        if last is None or (_HEADS.match(plain) and not _unfinished(last)):
            agencies.append(Agency(words, start, end))
        else:
            agencies[-1] = Agency(f"{last.printed} {words}", last.start, end)
    named = [agency for agency in agencies if zone.party or _HEADS.match(agency.folded)]
    return [part for agency in named for part in _split(agency)]


def is_joint(agencies: list[Agency]) -> bool:
    """Two ministries, one below the other or with a dash between them: a joint document."""
    return len(agencies) > 1 and all(_MINISTRY.match(agency.folded) for agency in agencies)


def _unfinished(agency: Agency) -> bool:
    """``ỦY`` / ``BAN NHÂN DÂN``: a cell of one word goes on, as does a line that ends in "và" or a dash."""
    return " " not in agency.printed or _OPEN_END.search(agency.folded) is not None


def _pieces(view: View, zone: Zone) -> list[Span]:
    """Lines and cells of the letterhead that are no marks, in the order of the text."""
    marks = [mark for mark in zone.marks if mark[0] < zone.bound]
    if not marks:
        return []
    end = zone.type.start if zone.type else max(stop for _, stop in marks)
    pieces = _left(view, marks[0][0])
    cursor = marks[0][1]
    for start, stop in marks[1:]:
        pieces += _lines(view, cursor, min(start, end))
        cursor = max(cursor, stop)
    return [
        (start, end)
        for start, end in pieces
        if not _NOISE.match(view.folded[start:end]) and not _NUMBERED.match(view.text, start, end)
    ]


def _lines(view: View, start: int, end: int) -> list[Span]:
    """Lines in capitals, or that begin as an agency's name does, between two marks."""
    found = []
    for match in re.finditer(r"[^\n\t]+", view.text[start:end]):
        words = match.group().strip(_FILLER)
        begin = start + match.start() + match.group().find(words)
        if words and (words.isupper() or _HEADS.match(view.folded, begin)) and len(words) < 160:
            found.append((begin, begin + len(words)))
    return found


def _left(view: View, end: int) -> list[Span]:
    """What stands above or left of the first mark, back to the last line that is not in capitals."""
    found: list[Span] = []
    origin = max(0, end - BEFORE)
    for match in reversed(list(re.finditer(r"[^\n\t]+", view.text[origin:end]))):
        words = match.group().strip(_FILLER)
        if not words:
            continue
        capitals = re.search(r"(?:[^\W\d_][^a-zà-öø-ÿ\d]*(?:\b(?:QUẬN|PHƯỜNG) \d+)?)$", words)
        run = _capitals_run(words)
        begin = origin + match.start() + match.group().rfind(words) + len(words) - len(run)
        if not run or (run != words and capitals is None):
            if _HEADS.match(fold(words)) and len(words) < 80 and words[0].isupper():
                found.append((begin + len(run) - len(words), begin + len(run)))
                continue
            break
        found.append((begin, begin + len(run)))
        if run != words:
            break
    found.reverse()
    first = next((index for index, span in enumerate(found) if _HEADS.match(_run_on(view, found[index:]))), len(found))
    return found[first:]


def _run_on(view: View, spans: list[Span]) -> str:
    """The folded words of a piece and the next: ``ỦY`` / ``BAN NHÂN DÂN`` begin one name."""
    return " ".join(view.folded[start:end] for start, end in spans[:2])


def _capitals_run(words: str) -> str:
    """The end of ``words`` without small letters: ``Quyết định 435. ỦY BAN NHÂN DÂN`` -> ``ỦY BAN NHÂN DÂN``."""
    parts = words.split(" ")
    index = len(parts)
    while (
        index and not any(char.islower() for char in parts[index - 1]) and not re.search(r"\d{2}|/", parts[index - 1])
    ):
        index -= 1
    return " ".join(parts[index:]).lstrip(_FILLER)


def _split(agency: Agency) -> list[Agency]:
    """``BỘ TÀI CHÍNH TỔNG CỤC HẢI QUAN`` on one line is two agencies; ``BỘ X - BỘ Y`` stays for the joint document."""
    if re.search(r"\s-\s?bo\s", agency.folded) or not _SUPERIOR.match(agency.folded):
        return [agency]
    below = _BELOW.search(agency.folded, 8)
    if below is None:
        return [agency]
    cut = below.start()
    return [
        Agency(agency.printed[:cut], agency.start, agency.start + cut),
        Agency(agency.printed[cut + 1 :], agency.start + cut + 1, agency.end),
    ]


def decider(view: View, start: int, end: int) -> Agency | None:
    """Who decides, from the line in capitals under the title: ``CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BẮC KẠN``."""
    for match in re.finditer(r"[^\n\t]+", view.text[start:end]):
        words = _WIRES.sub("", match.group()).strip(_FILLER + ",;")
        begin = start + match.start() + match.group().find(words)
        if words and words.isupper() and _DECIDES.match(fold(words)):
            return Agency(view.quote(begin, begin + len(words)), begin, begin + len(words))
    return None


def full_name(agencies: list[Agency]) -> str:
    """The issuer of a letterhead: the last agency, joint ones with a dash between them."""
    if is_joint(agencies):
        return " - ".join(agency_name(agency.printed) for agency in agencies)
    return agency_name(agencies[-1].printed)
