"""``/about``: how the graph is made, how good it is, and what it cannot say."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from flask import Blueprint
from flask_babel import lazy_gettext

from service.pages import page
from service.render import show

blueprint = Blueprint("about", __name__)

FILE: Final = Path(__file__).with_name("accuracy.toml")
LAYERS: Final[dict[str, Any]] = {
    "document": lazy_gettext("Đầu văn bản (số, ngày, loại, giai đoạn)"),
    "citations": lazy_gettext("Viện dẫn"),
    "links": lazy_gettext("Quan hệ giữa các văn bản"),
    "targets": lazy_gettext("Chỉ tiêu"),
    "assignments": lazy_gettext("Phân công"),
    "components": lazy_gettext("Phần của chương trình"),
    "reports": lazy_gettext("Chế độ báo cáo"),
}


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How good one layer is, from 0 to 1: found at all, and with every field right (strict)."""

    layer: str
    records: int
    f1: float
    strict_f1: float
    plans: int = 0


@cache
def accuracy(kind: Literal["annotated", "generated"]) -> tuple[Accuracy, ...]:
    """The figures on annotated or on generated plans, layer by layer."""
    return tuple(Accuracy(**row) for row in tomllib.loads(FILE.read_text(encoding="utf-8"))[kind])


@page("/about", blueprint)
def about() -> str:
    """Method, figures and limits; it needs no store."""
    return show("about.html", annotated=accuracy("annotated"), generated=accuracy("generated"), layers=LAYERS)
