"""The resolutions, decisions and circulars that plans cite, and how a plan names them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from grammar.editions import Edition
from grammar.writing import Line

_TYPES: Final = {
    "nghi-quyet": "Nghị quyết", "quyet-dinh": "Quyết định", "nghi-dinh": "Nghị định", "thong-tu": "Thông tư",
    "ket-luan": "Kết luận", "chi-thi": "Chỉ thị", "ke-hoach": "Kế hoạch", "cong-van": "Công văn",
}  # fmt: skip
AREA: Final = "phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi"
STRATEGY: Final = "Chiến lược công tác dân tộc giai đoạn 2021 - 2030, tầm nhìn đến năm 2045"


@dataclass(frozen=True, slots=True)
class Act:
    """A document to cite; ``issuer`` as printed, ``full`` with its place; ``misprint`` a number printed wrongly.

    ``relation`` and ``other``: the act that its subject names, after the words ``bridge``.
    """

    type: str
    number: str
    issued: date
    issuer: str
    about: str
    full: str = ""
    bridge: str = ""
    relation: str = ""
    other: Act | None = None
    misprint: str = ""


NQ24: Final = Act(
    "nghi-quyet", "24-NQ/TW", date(2003, 3, 12), "Ban Chấp hành Trung ương Đảng khóa IX", "về công tác dân tộc"
)
KL65: Final = Act(
    "ket-luan", "65-KL/TW", date(2019, 10, 30), "Bộ Chính trị", "trong tình hình mới",
    bridge="về tiếp tục thực hiện", relation="continues", other=NQ24,
)  # fmt: skip
NQ10: Final = Act("nghi-quyet", "10/NQ-CP", date(2022, 1, 28), "Chính phủ", f"ban hành {STRATEGY}")
NQ88: Final = Act(
    "nghi-quyet", "88/2019/QH14", date(2019, 11, 18), "Quốc hội", "về công tác dân tộc giai đoạn 2021 - 2030"
)
NQ120: Final = Act(
    "nghi-quyet", "120/2020/QH14", date(2020, 6, 19), "Quốc hội",
    f"phê duyệt chủ trương đầu tư Chương trình mục tiêu quốc gia {AREA} giai đoạn 2021 - 2030",
)  # fmt: skip
QD1719: Final = Act(
    "quyet-dinh", "1719/QĐ-TTg", date(2021, 10, 14), "Thủ tướng Chính phủ",
    f"phê duyệt Chương trình mục tiêu quốc gia {AREA} giai đoạn 2021 - 2030, giai đoạn I: từ năm 2021 đến năm 2025",
)  # fmt: skip
QD1409: Final = Act(
    "quyet-dinh", "1409/QĐ-TTg", date(2020, 9, 15), "Thủ tướng Chính phủ", "",
    bridge="về việc ban hành Kế hoạch triển khai thực hiện", relation="implements", other=NQ120,
)  # fmt: skip
ND05: Final = Act(
    "nghi-dinh", "05/2011/NĐ-CP", date(2011, 1, 14), "Chính phủ", "về công tác dân tộc", misprint="05/2011/NQ-CP"
)
CT05: Final = Act(
    "chi-thi", "05-CT/TW", date(2021, 6, 23), "Ban Bí thư",
    "về tăng cường sự lãnh đạo của Đảng đối với công tác giảm nghèo bền vững đến năm 2030",
)  # fmt: skip
TT02: Final = Act(
    "thong-tu", "02/2022/TT-UBDT", date(2022, 6, 30), "Ủy ban Dân tộc",
    "hướng dẫn thực hiện một số dự án thuộc Chương trình", misprint="02/2022/TT-UBND",
)  # fmt: skip
QD861: Final = Act(
    "quyet-dinh", "861/QĐ-TTg", date(2021, 6, 4), "Thủ tướng Chính phủ",
    "phê duyệt danh sách các xã khu vực III, khu vực II, khu vực I thuộc vùng đồng bào dân tộc thiểu số và miền núi "
    "giai đoạn 2021 - 2025",
)  # fmt: skip
QD1227: Final = Act(
    "quyet-dinh", "1227/QĐ-TTg", date(2021, 7, 14), "Thủ tướng Chính phủ",
    "phê duyệt danh sách các dân tộc còn gặp nhiều khó khăn, có khó khăn đặc thù giai đoạn 2021 - 2025",
)  # fmt: skip
CV655: Final = Act(
    "cong-van", "655/UBDT-KHTC", date(2022, 4, 29), "Ủy ban Dân tộc",
    "về việc xây dựng Kế hoạch triển khai thực hiện công tác dân tộc",
)  # fmt: skip

AIMS: Final = {"strategy": NQ10, "programme": QD1719, "annual": QD1719, "development": NQ120, "conclusion": KL65}
"""What each kind of plan carries out in the first place."""
BASES: Final = (NQ88, NQ120, ND05, QD1409, KL65, CT05, QD861)
MENTIONS: Final = (TT02, QD1227, QD861, ND05)


def of_edition(edition: Edition, about: str) -> Act:
    """A plan as other plans cite it: ``Kế hoạch số 217/KH-UBND … của UBND huyện Bạch Thông``."""
    printed = f"UBND {edition.local}"
    full = f"Ủy ban nhân dân {edition.local}"
    return Act("ke-hoach", edition.number, edition.issued, printed, about, full)


@dataclass(slots=True)
class Citations:
    """What one plan has cited so far; its mentions are counted, and each record is that of the first."""

    written: str
    records: dict[str, dict[str, Any]] = field(default_factory=dict)

    def cite(self, line: Line, act: Act, role: str, rng: random.Random, *, misprinted: bool = False) -> int:
        """Names an act in full at the end of ``line``; returns where its number ends."""
        start = line.here
        number = act.misprint if misprinted else act.number
        end = line.add(f"{_TYPES[act.type]} số {number}")
        if not misprinted or act.type != "nghi-dinh":
            line.add(f" ngày {_written(act.issued, self.written)}")
        subject = line.add(f" của {act.issuer}") + 1
        if act.other is not None:
            line.add(f" {act.bridge} ")
            inner = self.cite(line, act.other, role, rng)
            line.state("links", {"from": number, "relation": act.relation, "to": act.other.number}, start, inner)
        if act.about:
            line.add(f" {act.about}")
        about = line.text[subject:] or None
        self._state(line, act, number, role, start=start, about=about, misprinted=misprinted)
        return end

    def again(self, line: Line, act: Act, rng: random.Random) -> None:
        """Names an act by type and number, or in full where it was not named before."""
        if act.number in self.records:
            line.add(f"{_TYPES[act.type]} số {act.number}")
            self.records[act.number]["mentions"] += 1
        else:
            self.cite(line, act, "mention", rng)

    def _state(
        self, line: Line, act: Act, number: str, role: str, *, start: int, about: str | None, misprinted: bool
    ) -> None:
        if number in self.records:
            self.records[number]["mentions"] += 1
            return
        undated = misprinted and act.type == "nghi-dinh"
        record = {
            "number": number,
            "type": act.type,
            "issued": None if undated else act.issued.isoformat(),
            "issuer": act.full or act.issuer,
            "about": about,
            "role": role,
            "mentions": 1,
            "oddity": f"{act.number} was meant" if misprinted else None,
        }
        self.records[number] = record
        line.state("citations", record, start)


def _written(day: date, style: str) -> str:
    """``04/6/2022`` or ``04 tháng 6 năm 2022``: days have two digits, and so have January and February."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}" if style == "slashes" else f"{day.day:02} tháng {month} năm {day.year}"
