"""Packs a trained model so that it opens at once.

Rasa compresses a model, and a start unpacks it twice and looks through it once more for what it is
made of. Here nothing is compressed (the archive stays one that Rasa reads), and what it is made of
stands first.
"""

from __future__ import annotations

import os
import tarfile
import tempfile
from pathlib import Path

METADATA = "metadata.json"


def pack(folder: Path, archive: Path) -> None:
    """Pack a folder that holds an unpacked model."""
    parts = sorted(folder.iterdir(), key=lambda part: (part.name != METADATA, part.name))
    with tarfile.open(archive, "w:gz", compresslevel=0) as packed:
        for part in parts:
            packed.add(part, part.name)


def repack(archive: Path) -> None:
    """Pack a model of Rasa's anew, in its place."""
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        unpacked, packed = Path(folder, "unpacked"), Path(folder, archive.name)
        with tarfile.open(archive) as compressed:
            compressed.extractall(unpacked)
        pack(unpacked, packed)
        os.replace(packed, archive)
