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


FIELDS: Final[dict[str, Any]] = {
    "type": lazy_gettext("Loại văn bản"),
    "number": lazy_gettext("Số, ký hiệu"),
    "issued": lazy_gettext("Ngày ban hành"),
    "issuer": lazy_gettext("Cơ quan ban hành"),
    "signers": lazy_gettext("Người ký"),
    "recipients": lazy_gettext("Nơi nhận"),
}


@dataclass(frozen=True, slots=True)
class FirstReading:
    """How many times a field was right when documents were first read, ``of`` those that have it."""

    field: str
    right: int
    of: int


@dataclass(frozen=True, slots=True)
class Rounds:
    """The lowest and the highest F1 of a layer in several rounds of documents that were first read."""

    layer: str
    lowest: float
    highest: float


def first_readings() -> tuple[FirstReading, ...]:
    """The fields of documents that nobody had seen."""
    return tuple(FirstReading(**row) for row in _figures()["unseen"])


def rounds() -> tuple[Rounds, ...]:
    """The layers of documents that nobody had seen."""
    return tuple(Rounds(**row) for row in _figures()["rounds"])


@cache
def _figures() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def accuracy(kind: Literal["annotated", "generated"]) -> tuple[Accuracy, ...]:
    """The figures on annotated or on generated plans, layer by layer."""
    return tuple(Accuracy(**row) for row in _figures()[kind])


@page("/about", blueprint)
def about() -> str:
    """Method, figures and limits; it needs no store."""
    return show(
        "about.html", annotated=accuracy("annotated"), generated=accuracy("generated"), layers=LAYERS,
        first_readings=first_readings(), fields=FIELDS, rounds=rounds(),
    )  # fmt: skip
