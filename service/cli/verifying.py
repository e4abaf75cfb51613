"""``lienvan verify``: exported evidence held against the source files, offline."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from loaders.reading import read
from service.proof_check import Result, compare, read_evidence

DIFFERS = 1
_SHOWN = 60


@click.command()
@click.argument("evidence", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(dir_okay=False, path_type=Path))
def verify(evidence: Path, files: tuple[Path, ...]) -> None:
    """Đối chiếu chứng cứ đã xuất với tệp nguồn / Compare exported evidence with the source files, offline.

    lienvan verify lead-agency.evidence.jsonld bach-thong-2023.txt binh-son-2022.txt

    Mã thoát 0: đúng cả; 1: có chỗ khác; 2: tệp không đọc được hoặc thiếu. / Exit code 0: all as exported; 1: something
    differs; 2: a file that cannot be read, or is missing.
    """
    exported = read_evidence(evidence)
    sources = [read(path) for path in files]
    results = list(compare(exported, sources))
    for result in results:
        _print(result)
    wrong = sum(1 for result in results if result.differences)
    click.echo(f"{len(exported.claims)} passages in {len(exported.files)} documents: {wrong or 'no'} differences")
    if wrong:
        sys.exit(DIFFERS)


def _print(result: Result) -> None:
    if not result.differences:
        shown = " ".join(result.words.split())
        click.echo(f"ok       {result.subject}  {shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}")
    for difference in result.differences:
        click.echo(f"DIFFERS  {result.subject}  {difference}")
