"""The agencies of a province, a district or a commune, and what plans ask of them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, Final

from grammar.editions import Edition
from grammar.prose import clause
from grammar.writing import Draft, Line
from loaders.places import PlaceLevel

LEAVES: Final = (
    "1719/1",
    "1719/2",
    "1719/3/1",
    "1719/3/2",
    "1719/3/3",
    "1719/4/1",
    "1719/4/2",
    "1719/5/1",
    "1719/5/2",
    "1719/5/3",
    "1719/5/4",
    "1719/6",
    "1719/7",
    "1719/8",
    "1719/9/1",
    "1719/9/2",
    "1719/10/1",
    "1719/10/2",
    "1719/10/3",
)


@dataclass(frozen=True, slots=True)
class Body:
    """An agency: its name, its type's slug, the components of Programme 1719 that lie in its sector."""

    name: str
    type: str
    leads: tuple[str, ...] = ()

    def full(self, edition: Edition) -> str:
        """``Phòng Y tế huyện Bạch Thông``."""
        local = edition.local if edition.district is None else f"{edition.local}, tỉnh {edition.place.province}"
        return f"{self.name} {local}"


_PROVINCE: Final = (
    Body(
        "Ban Dân tộc",
        "ban-dan-toc",
        ("1719/1", "1719/4/1", "1719/4/2", "1719/5/2", "1719/5/4", "1719/9/1", "1719/9/2", "1719/10/1", "1719/10/3"),
    ),
    Body("Sở Kế hoạch và Đầu tư", "so-ke-hoach-dau-tu"),
    Body("Sở Tài chính", "so-tai-chinh"),
    Body(
        "Sở Nông nghiệp và Phát triển nông thôn",
        "so-nong-nghiep-phat-trien-nong-thon",
        ("1719/2", "1719/3/1", "1719/3/2", "1719/3/3"),
    ),
    Body("Sở Giáo dục và Đào tạo", "so-giao-duc-dao-tao", ("1719/5/1",)),
    Body("Sở Lao động - Thương binh và Xã hội", "so-lao-dong-thuong-binh-xa-hoi", ("1719/5/3",)),
    Body("Sở Văn hóa, Thể thao và Du lịch", "so-van-hoa-the-thao-du-lich", ("1719/6",)),
    Body("Sở Y tế", "so-y-te", ("1719/7",)),
    Body("Sở Thông tin và Truyền thông", "so-thong-tin-truyen-thong", ("1719/10/2",)),
    Body("Sở Nội vụ", "so-noi-vu"),
    Body("Sở Tư pháp", "so-tu-phap"),
    Body("Hội Liên hiệp Phụ nữ", "hoi-lien-hiep-phu-nu", ("1719/8",)),
)
_DISTRICT: Final = (
    Body(
        "Phòng Dân tộc",
        "phong-dan-toc",
        ("1719/1", "1719/4/2", "1719/5/2", "1719/5/4", "1719/9/1", "1719/9/2", "1719/10/1", "1719/10/3"),
    ),
    Body("Phòng Tài chính - Kế hoạch", "phong-tai-chinh-ke-hoach"),
    Body(
        "Phòng Nông nghiệp và Phát triển nông thôn",
        "phong-nong-nghiep-phat-trien-nong-thon",
        ("1719/2", "1719/3/1", "1719/3/2", "1719/3/3"),
    ),
    Body("Phòng Kinh tế và Hạ tầng", "phong-kinh-te-ha-tang", ("1719/4/1",)),
    Body("Phòng Giáo dục và Đào tạo", "phong-giao-duc-dao-tao", ("1719/5/1",)),
    Body("Phòng Lao động - Thương binh và Xã hội", "phong-lao-dong-thuong-binh-xa-hoi", ("1719/5/3",)),
    Body("Phòng Văn hóa và Thông tin", "phong-van-hoa-thong-tin", ("1719/6", "1719/10/2")),
    Body("Trung tâm Y tế", "trung-tam-y-te", ("1719/7",)),
    Body("Phòng Nội vụ", "phong-noi-vu"),
    Body("Phòng Tư pháp", "phong-tu-phap"),
    Body("Phòng Tài nguyên và Môi trường", "phong-tai-nguyen-moi-truong"),
    Body("Hội Liên hiệp Phụ nữ", "hoi-lien-hiep-phu-nu", ("1719/8",)),
)
_COMMUNE: Final = (
    Body(
        "Công chức Văn hóa - Xã hội",
        "cong-chuc-van-hoa-xa-hoi",
        (
            "1719/1",
            "1719/2",
            "1719/3/1",
            "1719/3/2",
            "1719/3/3",
            "1719/4/1",
            "1719/4/2",
            "1719/5/1",
            "1719/5/2",
            "1719/5/3",
            "1719/5/4",
            "1719/6",
            "1719/9/1",
            "1719/9/2",
            "1719/10/1",
            "1719/10/2",
            "1719/10/3",
        ),
    ),
    Body("Công chức Tài chính - Kế toán", "cong-chuc-tai-chinh-ke-toan"),
    Body("Trạm Y tế", "tram-y-te", ("1719/7",)),
    Body("Hội Liên hiệp Phụ nữ", "hoi-lien-hiep-phu-nu", ("1719/8",)),
)
BODIES: Final[dict[PlaceLevel, tuple[Body, ...]]] = {"tỉnh": _PROVINCE, "huyện": _DISTRICT, "xã": _COMMUNE}
_DUTIES: Final = (
    "Tham mưu {committee} bố trí kinh phí thực hiện Kế hoạch theo khả năng cân đối ngân sách",
    "Hướng dẫn, đôn đốc, kiểm tra việc thực hiện các nhiệm vụ thuộc lĩnh vực được giao trên địa bàn",
    "Rà soát, tổng hợp nhu cầu và đề xuất danh mục đầu tư hằng năm theo quy định",
    "Lồng ghép các nguồn vốn thuộc lĩnh vực quản lý để thực hiện các nhiệm vụ của Kế hoạch",
    "Xây dựng kế hoạch chi tiết và tổ chức thực hiện các nhiệm vụ được phân công",
    "Theo dõi, đánh giá kết quả thực hiện và đề xuất giải pháp tháo gỡ khó khăn ở cơ sở",
    "Bồi dưỡng nghiệp vụ cho đội ngũ cán bộ làm công tác dân tộc ở cơ sở",
    "Chỉ đạo các đơn vị trực thuộc {clause}",
    "Tổ chức các hoạt động nhằm {clause}",
)


def prose_duty(draft: Draft, body: Body, edition: Edition, rng: random.Random, partner: Body | None) -> None:
    """A bullet that makes ``body`` responsible, now and then beside another agency named in it."""
    line = draft.line("item", "- ")
    start = line.here
    if partner is not None:
        line.add("Chủ trì, ")
        joint = line.here
        line.add(f"phối hợp với {partner.name} và các đơn vị liên quan {clause(rng)}")
        line.state("assignments", duty(body, edition, "lead"), start, _words(line.text, start, 12))
        line.state("assignments", duty(partner, edition, "coordinate"), joint)
    else:
        words = rng.choice(_DUTIES).format(committee=f"UBND {edition.place.kind}", clause=clause(rng))
        line.add(words)
        line.state("assignments", duty(body, edition, "lead"), start, _words(line.text, start, 12))
    line.add(".")


def _words(text: str, start: int, count: int) -> int:
    """Where the words after ``start`` end, at most ``count`` of them."""
    end = start
    for _ in range(count):
        following = text.find(" ", end + 1)
        if following < 0:
            return len(text)
        end = following
    return end


def duty(body: Body, edition: Edition, role: str) -> dict[str, Any]:
    """The record of a duty in prose."""
    return assigned(body, edition, role, "duty", None)


def assigned(body: Body, edition: Edition, role: str, kind: str, what: str | None) -> dict[str, Any]:
    """The record of an assignment."""
    return {
        "agency": body.name,
        "agency_full": body.full(edition),
        "agency_type": body.type,
        "role": role,
        "object_kind": kind,
        "object": what,
    }


def name_components(line: Line, body: Body, codes: list[str], edition: Edition, start: int) -> None:
    """``tiểu dự án 1, 3 thuộc dự án 10; dự án 6``, with a record for each, quoted from ``start``."""
    projects: dict[str, list[str]] = {}
    for code in codes:
        _, project, *sub = code.split("/")
        projects.setdefault(project, []).extend(sub)
    for index, (project, subs) in enumerate(projects.items()):
        line.add("; " if index else "")
        line.add(f"tiểu dự án {', '.join(subs)} thuộc dự án {project}" if subs else f"dự án {project}")
        for sub in subs or [""]:
            code = f"1719/{project}/{sub}".rstrip("/")
            line.state("assignments", assigned(body, edition, "lead", "component", code), start)
