"""``lienvan backup``, ``compact``, ``prune`` and ``import``: what keeps a store small, fast and safe."""

from __future__ import annotations

from pathlib import Path

import click

from graph.archive import read_archive
from graph.kept import prune as prune_generations
from graph.lock import load_lock
from graph.upkeep import backup as back_up
from graph.upkeep import compact as compact_store
from graph.upkeep import require_folder
from service.cli.options import generations_of, setting_options

_WAIT = click.option(
    "--wait", type=float, default=0.0, help="Giây chờ một lần nạp đang chạy. / Seconds to wait for a load to end."
)


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@setting_options("store")
@_WAIT
def backup(target: Path, store: str | None, wait: float) -> None:
    """Chép thế hệ hiện tại sang thư mục mới, có đối chiếu / Copy the current generation to a new folder, and compare.

    Bản chép là một kho dùng được ngay. / The copy is a store of its own: lienvan serve --store TARGET.
    """
    copy = back_up(generations_of(store), target, wait)
    click.echo(f"{target}: generation {copy.number}, {copy.manifest.triples} triples")


@click.command()
@setting_options("store")
@_WAIT
def compact(store: str | None, wait: float) -> None:
    """Viết lại cơ sở dữ liệu cho gọn và nhanh / Rewrite the database: smaller, and faster to read."""
    generations = generations_of(store)
    before = _size(generations.current().store_path)
    generation = compact_store(generations, wait)
    after = _size(generation.store_path)
    click.echo(f"{generations.root}: now generation {generation.number}, {before} -> {after} MB")


@click.command()
@setting_options("store")
@click.option(
    "--keep",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Giữ bao nhiêu thế hệ. / Generations that stay: the current one and those it came from.",
)
@_WAIT
def prune(store: str | None, keep: int, wait: float) -> None:
    """Bỏ các thế hệ cũ / Drop old generations."""
    generations = generations_of(store)
    require_folder(generations)
    generations.current()
    with load_lock(generations.root, wait):
        dropped = prune_generations(generations, keep)
    click.echo(f"{generations.root}: dropped {', '.join(map(str, dropped)) or 'none'}")


@click.command("import")
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@setting_options("store")
@_WAIT
def import_(archive: Path, store: str | None, wait: float) -> None:
    """Lấy vào kho tệp mà lienvan export --archive đã ghi / Take in what lienvan export --archive wrote."""
    generations = generations_of(store)
    require_folder(generations)
    generation = read_archive(archive, generations.root, wait)
    manifest = generation.manifest
    click.echo(
        f"{generations.root}: now generation {generation.number}, {len(manifest.documents)} documents,"
        f" {manifest.triples} triples"
    )


def _size(folder: Path) -> int:
    """Megabytes on disk."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file()) // 1_000_000
