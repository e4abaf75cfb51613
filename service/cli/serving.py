"""``lienvan serve``: the service over HTTP."""

from __future__ import annotations

import click

from service.cli.options import setting_options
from service.settings import SETTINGS, read_settings


@click.command()
@setting_options(*(setting.key for setting in SETTINGS))
def serve(**options: str | None) -> None:
    """Mở dịch vụ SPARQL và các trang / Serve SPARQL and the pages."""
    from service.server import serve as serve_settings  # noqa: PLC0415 - Flask would slow every other command down

    settings = read_settings(None, **options)
    click.echo(f"Liên Văn: http://{settings.host}:{settings.port}/", err=True)
    serve_settings(settings)
