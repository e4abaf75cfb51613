"""Options that several commands share, made from the table of settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from graph.generations import Generation, Generations
from graph.manifest import read_manifest
from service.settings import SETTINGS, read_settings

F = TypeVar("F", bound=Callable[..., object])

_BY_KEY = {setting.key: setting for setting in SETTINGS}


def setting_options(*keys: str) -> Callable[[F], F]:
    """Adds ``--store`` for ``"store"`` and so on; the value is None where the environment or the default decides."""

    def decorate(function: F) -> F:
        for key in reversed(keys):
            setting = _BY_KEY[key]
            text = f"{setting.vi} / {setting.en} ({setting.name}; {setting.default or 'none'})"
            function = click.option(setting.option, key, default=None, help=text)(function)
        return function

    return decorate


def store_folder(store: str | None) -> Path:
    """The store's folder, from the option or the settings."""
    return Path(read_settings(store=store).store)


def current_generation(store: str | None) -> Generation:
    """The generation that readers open.

    Raises StoreMissingError before the first load, StoreError for a store that is broken or of another version.
    """
    generation = Generations(store_folder(store)).current()
    read_manifest(generation.path)
    return generation
