"""How fast a text becomes records, how it grows with length, and how much memory it takes.

    python bench/extract.py [plans|layers|growth|memory] …

``plans``: MB (UTF-8) and records per second over the five plans, beside the floor: NFC and one regular expression over
the same bytes. ``layers``: nanoseconds a byte for each step. ``growth``: seconds a MB for texts made to hurt, at 1, 2,
5 and 10 MB: it stays about flat where nothing grows faster than the text. ``memory``: peak of a document of 5 MB.
"""

from __future__ import annotations

import gc
import re
import sys
import time
import tracemalloc
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from loaders.assignments import assignments
from loaders.citations import citations
from loaders.folding import fold
from loaders.header import header
from loaders.links import links
from loaders.outline import Outline, outline
from loaders.pipeline import extract
from loaders.programme import components
from loaders.reading import read, source_from_text
from loaders.records import Records
from loaders.reporting import reports
from loaders.targets import targets
from loaders.view import view
from loaders.viewing.cleaning import marks
from loaders.viewing.joining import joined

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))
MB = 1_000_000
TIMES = 5
NUMBER = re.compile(r"\d{1,5}/(?:\d{4}/)?[A-ZĐ]{1,6}-[A-ZĐ]{1,8}")
Result = TypeVar("Result")


def best(job: Callable[[], Result], times: int = TIMES) -> tuple[float, Result]:
    """The shortest of several runs, in seconds of one core, and the result of the job."""
    shortest = float("inf")
    for _ in range(times):
        start = time.process_time()
        result = job()
        shortest = min(shortest, time.process_time() - start)
    return shortest, result


def count(records: Records) -> int:
    """Records of all layers, the document's own included."""
    layers = (
        records.citations,
        records.links,
        records.targets,
        records.assignments,
        records.components,
        records.reports,
    )
    return 1 + sum(map(len, layers))


def plans() -> None:
    """Speed over the five plans."""
    total_bytes, total_seconds, total_floor, total_records = 0, 0.0, 0.0, 0
    for path in CORPUS:
        source = read(path)
        size = len(source.text.encode())
        floor, _ = best(lambda text=source.text: NUMBER.findall(unicodedata.normalize("NFC", text)))
        seconds, records = best(lambda source=source: extract(source))
        total_bytes, total_seconds, total_floor = total_bytes + size, total_seconds + seconds, total_floor + floor
        total_records += count(records)
        _print_speed(path.stem, size, seconds, count(records), floor)
    _print_speed("all", total_bytes, total_seconds, total_records, total_floor)


def _print_speed(name: str, size: int, seconds: float, records: int, floor: float) -> None:
    speed, least = size / seconds / MB, size / floor / MB
    print(f"{name:20} {speed:6.2f} MB/s {records / seconds:8.0f} records/s  floor {least:6.1f} MB/s")


def layers() -> None:
    """Where the time goes; a layer may keep what it read of an outline, so that each run has a fresh one."""
    for path in CORPUS:
        source = read(path)
        size = len(source.text.encode())
        clean, _ = marks(source.text)
        folded, seen = fold(clean), view(source)
        document = header(outline(seen))
        cited = citations(outline(seen), document)
        jobs: dict[str, Callable[[Outline], object]] = {
            "marks": lambda _, text=source.text: marks(text),
            "fold": lambda _, clean=clean: fold(clean),
            "lines": lambda _, clean=clean, folded=folded: joined(clean, folded),
            "view": lambda _, source=source: view(source),
            "outline": lambda _, seen=seen: outline(seen),
            "header": header,
            "citations": lambda outlined, document=document: citations(outlined, document),
            "links": lambda outlined, document=document, cited=cited: links(outlined, document, cited),
            "targets": lambda outlined, document=document: targets(outlined, document),
            "assignments": lambda outlined, document=document: assignments(outlined, document),
            "components": lambda outlined, document=document: components(outlined, document),
            "reports": lambda outlined, document=document: reports(outlined, document),
            "all": lambda _, source=source: extract(source),
        }
        figures = []
        for name, job in jobs.items():
            fresh = iter([outline(seen) for _ in range(TIMES)])
            seconds, _ = best(lambda job=job, fresh=fresh: job(next(fresh)))
            figures.append(f"{name} {seconds / size * 1e9:.0f}")
        print(f"{path.stem}: ns/byte {' '.join(figures)}")


def _fill(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()) + 1)


def _nested(size: int) -> str:
    block = "I. MỤC\n1. Một\n1.1. Hai\n1.1.1. Ba\na) Bốn\n(1) Năm\n- Sáu\n+ Bảy\n"
    return _fill(block, size)


HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN\nSố: 303/KH-UBND\nKẾ HOẠCH\nThực hiện công tác dân tộc\n"
    "I. MỤC TIÊU\n1. Mục tiêu cụ thể đến năm 2025\n"
)
PLAN = "\n".join(view(read(path)).text.partition("\nNơi nhận")[0] for path in CORPUS) + "\n"
ORGANISATION = HEAD + "IV. TỔ CHỨC THỰC HIỆN\n- "
TEXTS: dict[str, Callable[[int], str]] = {
    "a long plan": lambda size: HEAD + _fill(PLAN, size),
    "digits and slashes": lambda size: HEAD + _fill("1234567890/", size),
    "numbers": lambda size: HEAD + _fill("Số: 12/2020/QĐ-UBND-TTg-", size),
    "dates": lambda size: HEAD + _fill("ngày 12 tháng 10 năm 2020 ", size),
    "one line": lambda size: HEAD + _fill("- Tỷ lệ hộ nghèo dân tộc thiểu số giảm 3%, ", size),
    "one sentence of agencies": lambda size: ORGANISATION + _fill("Sở Tài chính, Sở Y tế và Ủy ban nhân dân xã ", size),
    "nested headings": lambda size: HEAD + _nested(size),
    "blanks": lambda size: HEAD + _fill(" ", size),
    "empty lines": lambda size: HEAD + _fill("\n", size),
    "dashes": lambda size: HEAD + _fill("-", size),
    "asterisks": lambda size: HEAD + _fill("*a ", size),
    "bars": lambda size: HEAD + _fill("|\nSTT\n|\n1\n", size),
    "brackets": lambda size: HEAD + _fill("(", size),
    "quotation marks": lambda size: HEAD + _fill("“Quyết định số ", size),
    "capitals": lambda size: HEAD + _fill("ỦY BAN NHÂN DÂN TỈNH ", size),
    "bases": lambda size: HEAD + _fill("Căn cứ Luật Đầu tư công ngày 13 tháng 6 năm 2019;\n", size),
    "percentages": lambda size: HEAD + _fill("- Tỷ lệ đạt 95%; ", size),
    "recipients": lambda size: HEAD + "Nơi nhận:\n" + _fill("- Lưu: VT;\n", size),
}  # fmt: skip


def growth() -> None:
    """Seconds a MB on texts made to hurt."""
    for name, made in TEXTS.items():
        figures = []
        for megabytes in (1, 2, 5, 10):
            source = source_from_text(made(megabytes * MB))
            seconds, _ = best(lambda source=source: extract(source), times=1)
            figures.append(f"{seconds / megabytes:6.2f}")
            gc.collect()
        print(f"{name:26} s/MB at 1, 2, 5, 10 MB: {' '.join(figures)}", flush=True)


def memory() -> None:
    """Peak memory of one long document."""
    source = source_from_text(TEXTS["a long plan"](5 * MB))
    tracemalloc.start()
    extract(source)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"document of {len(source.text.encode()) / MB:.1f} MB: peak {peak / MB:.0f} MB beside the text")


if __name__ == "__main__":
    jobs = {"plans": plans, "layers": layers, "growth": growth, "memory": memory}
    for name in sys.argv[1:] or jobs:
        print(f"== {name}")
        jobs[name]()
