"""The one family of errors of the store: each names the thing, what is wrong with it and what to do."""

from __future__ import annotations

import errno
from typing import Final

from ontology.errors import LienvanError

_FULL: Final = ("No space left on device", "database or disk is full")
"""What the system and RocksDB say, and what SQLite says."""


class StoreError(LienvanError):
    """A store (a folder, file or URL) that cannot be opened, locked, filled or switched."""

    @property
    def name(self) -> str:
        """The folder, file or URL."""
        return self.subject


class StoreMissingError(StoreError):
    """There is no generation yet: nothing was ever loaded into this folder."""


class StoreLockedError(StoreError):
    """Another process is loading into this folder; ``problem`` says which."""


class StoreUnreachableError(StoreError):
    """A SPARQL server that does not answer, refuses the credentials, or breaks off."""


class StoreTimeoutError(StoreError):
    """A SPARQL server that took longer than it may; its own limit, or ours."""


class StoreAnswerError(StoreError):
    """An answer of a SPARQL server with more bytes than are taken."""


class WorkersError(LienvanError):
    """A Dask cluster that cannot be reached or has no workers, a process that was ended; the store is as it was."""


def of_system(name: str, error: Exception) -> StoreError:
    """What the operating system or the database refused, as an error that says what to do; the store is as it was."""
    if (isinstance(error, OSError) and error.errno == errno.ENOSPC) or any(said in str(error) for said in _FULL):
        return StoreError(name, "the disk is full", "Free some space and try again: the store is as it was")
    if isinstance(error, PermissionError):
        return StoreError(name, f"it may not be written ({error})", "Give this user the right, or name another folder")
    return StoreError(name, str(error), "The store is as it was; mend the cause and try again")
