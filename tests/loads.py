"""Loads that are interrupted: small plans, a load that kills itself, and the graph without its times."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Literal, Quad

from graph.generations import Generations
from graph.kept import finish
from graph.publish import load
from ontology import XSD, Iris

IRIS = Iris()
TEXT = """ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BẮC KẠN             Độc lập - Tự do - Hạnh phúc

Số: {number}/KH-UBND      Bắc Kạn, ngày 10 tháng 3 năm 2023

KẾ HOẠCH
Thực hiện Chương trình mục tiêu quốc gia năm 2023

Căn cứ Quyết định số 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ phê duyệt Chương trình;
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC TIÊU
1. Mục tiêu cụ thể
- Giảm tỷ lệ hộ nghèo dân tộc thiểu số {cut}% trong năm 2023.
II. TỔ CHỨC THỰC HIỆN
1. Ban Dân tộc tỉnh
Chủ trì, phối hợp với các đơn vị liên quan triển khai thực hiện Kế hoạch này.

Nơi nhận:
- Ủy ban Dân tộc;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Phạm Duy Hưng
"""


def write_plans(folder: Path, numbers: range, cut: str = "3,5") -> Path:
    """A folder with a small plan for each number."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(TEXT.format(number=number, cut=cut), encoding="utf-8")
    return folder


def graph_without_times(root: Path) -> set[Quad]:
    """The current graph but for its times, and for the places, which are the same in every store."""
    store = Generations(root).current().open()
    graphs = [graph for graph in store.graphs() if graph != IRIS.graph("places")]
    quads = (quad for graph in graphs for quad in store.quads_for_graph(graph) if "/place/" not in quad.subject.value)
    return {quad for quad in quads if not _is_time(quad)}


def _is_time(quad: Quad) -> bool:
    return isinstance(quad.object, Literal) and quad.object.datatype == XSD.dateTime.node


def load_until_killed(texts: Path, root: Path, after: int) -> None:
    """A load in a process of its own that ends by SIGKILL: after so many documents, or (-1) just before the switch."""
    process = multiprocessing.get_context("spawn").Process(target=_load, args=(texts, root, after))
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL


def _load(texts: Path, root: Path, after: int) -> None:
    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def progress(done: int, _total: int, _row: object) -> None:
        if done == after:
            die()

    if after < 0:
        _replace(die)
    load([texts], root, iris=IRIS, keep_every=0, progress=progress)


def _replace(die: Callable[..., None]) -> None:
    import graph.building  # noqa: PLC0415 - in the process that is killed

    assert graph.building.finish is finish
    graph.building.finish = die
