"""``lienvan extract`` and ``lienvan evaluate``: what is read out of files, and how good that is."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from loaders import evaluation
from loaders.errors import LoadError
from loaders.pipeline import extract as extract_records
from loaders.pipeline import extract_file, to_json
from loaders.reading import SUFFIXES, read
from loaders.records import Gap
from service.cli.tables import print_table

SOURCE = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.command()
@SOURCE
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Ghi <tên>.json cho từng tệp vào thư mục này. / Write <stem>.json for each file here.",
)
@click.option(
    "--explain", is_flag=True, help="Liệt kê những gì thấy mà chưa hiểu. / List what was seen and not understood."
)
def extract(files: tuple[Path, ...], out: Path | None, explain: bool) -> None:
    """In các bản ghi đọc được từ tệp / Print the records read out of files."""
    stems = defaultdict(list)
    for file in files:
        stems[file.stem].append(str(file))
    twice = [names for names in stems.values() if len(names) > 1]
    if out and twice:
        raise LoadError(" and ".join(twice[0]), "would write the same file", "Extract them into different folders")
    for file in files:
        _, records = extract_file(file, explain=explain)
        if out:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{file.stem}.json").write_text(_dump(to_json(records)) + "\n", "utf-8")
        elif not explain:
            click.echo(_dump(to_json(records)))
        if explain:
            _print_gaps(file, records.gaps)


def _dump(records: dict[str, Any]) -> str:
    return json.dumps(records, ensure_ascii=False, indent=1)


def _print_gaps(file: Path, gaps: tuple[Gap, ...]) -> None:
    click.echo(f"{file}: {len(gaps)} gaps")
    for gap in gaps:
        click.echo(f"  {gap.start}-{gap.end} {gap.layer}: {gap.reason}: {gap.quote}")


@click.command()
@click.argument("gold_dir", type=click.Path(path_type=Path))
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    default=Path("corpus"),
    show_default=True,
    help="Thư mục các văn bản được chú giải. / Folder of the annotated documents.",
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="In những gì bỏ sót, thừa hoặc sai. / Print what was missed, is extra or differs.",
)
def evaluate(gold_dir: Path, texts: Path, verbose: bool) -> None:
    """Chấm điểm bộ trích xuất theo một bản chú giải / Score the extractor against an annotation."""
    scores: dict[str, list[evaluation.LayerScore]] = {layer: [] for layer in evaluation.LAYERS}
    for document in evaluation.annotated_documents(gold_dir):
        found = to_json(extract_records(read(_text_of(document, texts))))
        for row in evaluation.score(gold_dir, document, found):
            scores[row.layer].append(row)
    table = Table("document", "layer", "annotated", "found", "hits", "P", "R", "F1", "strict F1")
    for layer, rows in scores.items():
        for row in [*rows, evaluation.total(layer, rows)] if rows else []:
            figures = (f"{value:.3f}" for value in (row.precision, row.recall, row.f1, row.strict_f1))
            table.add_row(row.document, layer, str(row.annotated), str(row.found), str(row.hits), *figures)
            if verbose:
                _print_differences(row)
    print_table(table)


def _text_of(document: str, texts: Path) -> Path:
    for suffix in SUFFIXES:
        if (file := texts / f"{document}{suffix}").exists():
            return file
    raise LoadError(str(texts / document), "the annotated document is not there", "Name its folder with --texts")


def _print_differences(row: evaluation.LayerScore) -> None:
    for difference in row.differences:
        for side, record in (("annotated", difference.annotated), ("found", difference.found)):
            if record is not None:
                click.echo(
                    f"{difference.kind} {row.document} {row.layer} {side}: {json.dumps(record, ensure_ascii=False)}"
                )
