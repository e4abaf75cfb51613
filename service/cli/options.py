"""Options that several commands share, made from the table of settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from graph.generations import Generation, Generations
from graph.manifest import read_manifest
from graph.store import Store
from ontology.iri import Iris
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


@contextmanager
def looked_up(generation: Generation, iris: Iris) -> Iterator[Store]:
    """The store for a command that looks up thousands of things: of a server, a copy where it is not too large."""
    if generation.server is None:
        yield generation.open()
        return
    from graph.remote import RemoteStore  # noqa: PLC0415 - what talks HTTP costs a third of a second
    from graph.remote_copy import looked_at  # noqa: PLC0415 - what talks HTTP costs a third of a second

    with looked_at(RemoteStore(generation.server), iris, generation.manifest.documents) as copy:
        yield copy


def generations_of(store: str | None) -> Generations:
    """The generations of the store that the option or the settings name; those of a server as it has them now."""
    generations = read_settings(store=store).generations()
    if generations.server is not None:
        from graph.remote_files import catch_up  # noqa: PLC0415 - what talks HTTP costs a third of a second

        catch_up(generations, read_settings(store=store).iris)
    return generations


def current_generation(store: str | None) -> Generation:
    """The generation that readers open.

    Raises StoreMissingError before the first load, StoreError for a store that is broken or of another version.
    """
    generation = generations_of(store).current()
    read_manifest(generation.path)
    return generation
