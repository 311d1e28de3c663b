"""Fixtures that several folders share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from evidence.names import words
from evidence.store import Store, load
from service.settings import ROOT
from service.training import Training
from tests.databases import PostgreSQL, RedisServer, running_postgresql, running_redis
from tests.server import Service, running_actions, running_service
from tests.watched import Watched, watched_service

if TYPE_CHECKING:
    from components.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The up-to-date model of this checkout, trained first if need be."""
    return Training(ROOT, os.environ).ensure()


@pytest.fixture(scope="session")
def service(trained_model: Path) -> Iterator[Service]:
    """The whole service with its action server, once for all tests that only talk to it."""
    with running_service(trained_model) as running, running_actions(running.actions_port):
        yield running


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A real PostgreSQL for all tests; `fresh()` gives each an empty database of its own."""
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def redis() -> Iterator[RedisServer]:
    """A real Redis for all tests that leave it running."""
    with running_redis() as server:
        yield server


@pytest.fixture(scope="session")
def watched(trained_model: Path) -> Iterator[Watched]:
    """The product as `make serve` runs it, once for all tests that look at what it logs."""
    with watched_service() as running:
        yield running


@pytest.fixture(scope="session")
def store() -> Store:
    """The fact store of this checkout, checked and loaded."""
    return load(ROOT / "knowledge")


@pytest.fixture(scope="session")
def examples() -> list[tuple[str, str]]:
    """(intent, text) of every training question."""
    return [
        (item["intent"], text.lstrip("- "))
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for text in item.get("examples", "").splitlines()
    ]


@pytest.fixture(scope="session")
def catalogue_file(
    store: Store, examples: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The names of uncovered diseases as training chooses and keeps them."""
    from components.catalogue import Catalogue
    from components.linker import english_words, plain_texts
    from components.registries import titles, versions
    from components.uncovered import choose

    path = tmp_path_factory.mktemp("catalogue") / "catalogue.json"
    names = choose(store, titles(), english_words(), plain_texts(store, examples))
    Catalogue(names).save(path, versions())
    return path


@pytest.fixture(scope="session")
def gazetteer(store: Store, examples: list[tuple[str, str]], catalogue_file: Path) -> Gazetteer:
    """The linker's gazetteer on the real store, with the words of the training questions."""
    from components.catalogue import Catalogue
    from components.gazetteer import Gazetteer
    from components.linker import english_words, frequent, taught_words

    english = english_words()
    vocabulary = {word for _, text in examples for word, _, _ in words(text)}
    catalogue = Catalogue.load(catalogue_file, frequent(english))
    taught = taught_words(text for _, text in examples)
    return Gazetteer(store, english, vocabulary, catalogue, taught)
