"""Fixtures that several folders share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from service.settings import ROOT
from service.training import Training


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The up-to-date model of this checkout, trained first if need be."""
    return Training(ROOT, os.environ).ensure()
