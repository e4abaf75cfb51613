"""Sentences of plans that state no fact of any layer, and names of people."""

from __future__ import annotations

import random
from typing import Final

_VERBS: Final = (
    "tiếp tục nâng cao chất lượng",
    "đẩy mạnh",
    "chú trọng",
    "quan tâm",
    "thực hiện đồng bộ",
    "từng bước mở rộng",
    "ưu tiên",
    "triển khai có hiệu quả",
    "đổi mới",
    "củng cố và phát triển",
    "khuyến khích",
    "tạo điều kiện cho",
)
_OBJECTS: Final = (
    "công tác tuyên truyền, vận động đồng bào dân tộc thiểu số",
    "các mô hình sản xuất nông, lâm nghiệp gắn với chế biến",
    "việc bảo tồn, phát huy bản sắc văn hóa truyền thống của các dân tộc",
    "công tác khuyến nông, khuyến lâm ở cơ sở",
    "mạng lưới y tế thôn, bản",
    "hệ thống giao thông nông thôn",
    "công tác giao đất, giao rừng cho hộ gia đình",
    "việc dạy nghề cho lao động nông thôn",
    "du lịch cộng đồng gắn với bảo vệ môi trường sinh thái",
    "việc chuyển giao khoa học kỹ thuật cho người dân",
    "công tác phổ biến, giáo dục pháp luật",
    "phong trào toàn dân đoàn kết xây dựng đời sống văn hóa",
    "công tác quy hoạch và sắp xếp dân cư",
    "việc ứng dụng công nghệ thông tin trong quản lý",
    "các hợp tác xã kiểu mới và kinh tế trang trại",
    "công tác dân số, chăm sóc sức khỏe bà mẹ và trẻ em",
    "chính sách tín dụng ưu đãi",
    "vai trò của người có uy tín",
    "các công trình thủy lợi nhỏ",
    "công tác phòng, chống thiên tai",
)
_ENDS: Final = (
    "phù hợp với điều kiện thực tế của địa phương",
    "ở vùng đồng bào dân tộc thiểu số và miền núi",
    "nhằm giảm nghèo nhanh và bền vững",
    "góp phần ổn định đời sống của Nhân dân",
    "trên cơ sở phát huy nội lực",
    "nhất là ở các địa bàn đặc biệt khó khăn",
    "gắn với xây dựng nông thôn mới",
    "theo hướng bền vững",
    "bảo đảm công khai, minh bạch",
    "đáp ứng yêu cầu trong tình hình mới",
    "với sự tham gia của người dân",
    "gắn với giữ vững quốc phòng, an ninh",
)
_FAMILY: Final = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Lò",
    "Hà",
    "Nông",
    "Triệu",
    "Lý",
    "Đinh",
)
_MIDDLE: Final = ("Văn", "Thị", "Đức", "Minh", "Quang", "Kim", "Duy", "Hồng", "Xuân", "Thanh", "Ngọc", "Hữu")
_GIVEN: Final = (
    "Hưng",
    "Oanh",
    "Sự",
    "Lợi",
    "Thắng",
    "Hà",
    "Lan",
    "Dũng",
    "Sơn",
    "Hạnh",
    "Bình",
    "Tuấn",
    "Thủy",
    "Cường",
)


def clause(rng: random.Random) -> str:
    """``đẩy mạnh công tác khuyến nông, khuyến lâm ở cơ sở nhằm giảm nghèo nhanh và bền vững``."""
    return f"{rng.choice(_VERBS)} {rng.choice(_OBJECTS)} {rng.choice(_ENDS)}"


def sentences(rng: random.Random, low: int, high: int) -> str:
    """Some sentences, each of one clause or two."""
    made = []
    for _ in range(rng.randint(low, high)):
        words = clause(rng) if rng.random() < 0.6 else f"{clause(rng)}; {clause(rng)}"
        made.append(words[0].upper() + words[1:] + ".")
    return " ".join(made)


def person(rng: random.Random) -> str:
    """``Hà Kim Oanh``."""
    return f"{rng.choice(_FAMILY)} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}"
