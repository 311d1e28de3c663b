"""Trains the model when it is older than what it is made from, and only then.

`models/trained.json` says which inputs the model was trained from. Whether it is up to date is
decided without importing Rasa. A broken fact store or a failed training leaves the last good
model where it is.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from service import inputs, packing, progress
from service.environment import for_children
from service.errors import Refusal

KEPT_MODELS = 2
KEPT_SNAPSHOTS = 6  # more than models: one may still be serving, and a model restores its own
USUAL_SECONDS = 340.0


@dataclass(frozen=True)
class Trained:
    """The record of a finished training."""

    inputs: str
    model: str
    seconds: float


@dataclass(frozen=True)
class Training:
    """The training of one checkout: its root, and the environment of its commands."""

    root: Path
    environment: Mapping[str, str]

    @property
    def models(self) -> Path:
        """The folder of the models, as Rasa has it."""
        return self.root / "models"

    @property
    def log(self) -> Path:
        """Where the training's output goes."""
        return self.root / "logs" / "train.log"

    def last(self) -> Trained | None:
        """The last good training, if its model is still there."""
        try:
            trained = Trained(**json.loads(self._record.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return trained if (self.models / trained.model).is_file() else None

    def last_model(self) -> Path | None:
        """The last good model, up to date or not."""
        trained = self.last()
        return None if trained is None else self.models / trained.model

    def up_to_date(self) -> Path | None:
        """The model, if it was trained from the inputs as they are now."""
        trained = self.last()
        if trained is None or trained.inputs != inputs.fingerprint(self.root):
            return None
        return self.models / trained.model

    def ensure(self) -> Path:
        """The up-to-date model, trained first if need be."""
        model = self.up_to_date()
        if model is not None:
            return model
        with self._alone():
            # Another command may have trained it while this one waited.
            return self.up_to_date() or self._train()

    def _train(self) -> Path:
        current = inputs.fingerprint(self.root)
        self._check_facts()
        name = f"evidence-{current[:12]}.tar.gz"
        start = time.monotonic()
        for leftover in self.models.glob(".training-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=".training-", dir=self.models) as folder:
            self._run_rasa(Path(folder), name)
            packing.repack(Path(folder) / name)
            # Only a finished model gets into the folder that Rasa takes the newest from.
            os.replace(Path(folder) / name, self.models / name)
        self._remember(Trained(current, name, round(time.monotonic() - start, 1)))
        self._remove_old()
        return self.models / name

    def _check_facts(self) -> None:
        """Stop on a broken fact store, with all its errors."""
        result = subprocess.run(
            [sys.executable, "-m", "evidence", "check"],
            cwd=self.root,
            env=for_children(self.environment),
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            report = (result.stdout + result.stderr).strip()
            raise Refusal(f"{report}\nNothing was trained: mend the fact store first.")

    def _run_rasa(self, folder: Path, name: str) -> None:
        last = self.last()
        minutes = max(1, round((USUAL_SECONDS if last is None else last.seconds) / 60))
        about = "a minute" if minutes == 1 else f"{minutes} minutes"
        command = [sys.executable, "-m", "service.quiet", "rasa", "train", "--out", str(folder)]
        command += ["--skip-validation"]  # `make test` validates; the importer checks the store
        code = progress.run(
            f"Training (about {about})",
            [*command, "--fixed-model-name", name],
            self.log,
            for_children(self.environment),
            self.root,
        )
        if code != 0 or not (folder / name).is_file():
            end = progress.tail(self.log)
            raise Refusal(f"{end}\nTraining failed; all that it said is in {self.log}.")

    @property
    def _record(self) -> Path:
        return self.models / "trained.json"

    def _remember(self, trained: Trained) -> None:
        draft = self._record.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(trained), indent=2) + "\n", "utf-8")
        os.replace(draft, self._record)

    def _remove_old(self) -> None:
        for pattern, kept in (
            ("evidence-*.tar.gz", KEPT_MODELS),
            ("snapshots/*.json", KEPT_SNAPSHOTS),
        ):
            files = sorted(self.models.glob(pattern), key=lambda path: path.stat().st_mtime)
            for path in files[:-kept]:
                path.unlink()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One training at a time in a checkout; a second command waits for the first."""
        self.models.mkdir(exist_ok=True)
        with (self.models / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("Another command is training here; waiting for it …", flush=True)
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield
