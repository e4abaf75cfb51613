"""Disks that fail: a small tmpfs that is full, and an ext4 image whose power is cut."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_SHUT_DOWN: Final = (2 << 30) | (4 << 16) | (ord("X") << 8) | 125
"""``EXT4_IOC_SHUTDOWN`` (linux/fs/ext4/ext4.h), an ioctl that reads one 32-bit number."""
_NO_FLUSH: Final = struct.pack("I", 2)
"""``EXT4_GOING_FLAGS_NOLOGFLUSH``: nothing more reaches the disk, not even the file system's journal."""


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A tmpfs of ``size`` bytes mounted at ``folder``."""
    folder.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder)
    try:
        yield folder
    finally:
        _run("umount", folder)
        folder.rmdir()


def grow(folder: Path, size: int) -> None:
    """Give a small disk more room."""
    _run("mount", "-o", f"remount,size={size}", folder)


def make_image(image: Path, size: int, content: Path) -> None:
    """A disk image with an ext4 file system that holds the folder ``content``."""
    with image.open("wb") as stream:
        stream.truncate(size)
    _run("mkfs.ext4", "-q", "-F", "-d", content, image)


@contextmanager
def mounted(image: Path, folder: Path) -> Iterator[Path]:
    """The image mounted at ``folder``; mounting replays the file system's journal, as after a power cut."""
    folder.mkdir(exist_ok=True)
    _run("mount", "-o", "loop", image, folder)
    try:
        yield folder
    finally:
        _run("umount", folder)


def cut_power(folder: Path) -> None:
    """End a mounted ext4 at once: what was written and not yet brought to disk is gone."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(handle, _SHUT_DOWN, _NO_FLUSH)
    finally:
        os.close(handle)


def _run(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True)
