"""The answer contract (`answer/1`) as checks: `assert_contract` for any client's JSON object,
`assert_true_to_store` for what the answer says of the fact store that gave it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from evidence.model import Claim, Efficacy
from evidence.store import Store

Data = dict[str, Any]

FIELDS = (
    "schema",
    "kind",
    "treatments",
    "conditions",
    "comparators",
    "unknown",
    "findings",
    "claims",
    "sources",
    "interpretation",
    "suggestions",
    "reviewed",
    "record",
    "text",
)
KINDS = (
    "efficacy",
    "comparison",
    "dosing",
    "timing",
    "approval",
    "guideline",
    "predictors",
    "mechanism",
    "definition",
    "administration",
    "safety",
    "evidence_list",
    "alternatives",
    "evidence_basis",
    "certainty",
    "updates",
    "no_record",
    "unknown_concept",
    "clarify",
    "personal_advice",
    "emergency",
    "crisis",
    "capabilities",
    "smalltalk",
    "out_of_scope",
    "unavailable",
)
WITHOUT_FINDINGS = (
    "no_record",
    "unknown_concept",
    "clarify",
    "emergency",
    "crisis",
    "out_of_scope",
    "unavailable",
)
FIXED = ("emergency", "crisis", "unavailable")
DIRECTIONS = ("benefit", "similar", "worse", "no-benefit", "harm", "mixed", "uncertain")
CERTAINTIES = ("high", "moderate", "low", "very-low", "none")
BASES = ("stated", "judged")
FINDING = {
    "treatment",
    "condition",
    "situation",
    "outcome",
    "comparator",
    "direction",
    "certainty",
    "certainty_basis",
    "status",
}
TURNED = {"worse": "benefit", "benefit": "worse"}

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?|ORPHA:\d+")
_MARK = re.compile(r"\[(\d+)\]")


def assert_contract(data: Data) -> None:
    """Everything that `answer/1` promises of one answer object; AssertionError says what fails."""
    assert isinstance(data, dict), f"not an object: {data!r}"
    assert set(data) == set(FIELDS), f"fields differ: {sorted(set(data) ^ set(FIELDS))}"
    assert data["schema"] == "answer/1"
    assert data["kind"] in KINDS, f"{data['kind']!r} is no kind"
    for name in ("treatments", "conditions", "comparators", "claims"):
        _assert_ids(name, data[name])
    _assert_unknown(data["unknown"])
    _assert_list("findings", data["findings"], FINDING)
    for finding in data["findings"]:
        _assert_finding(finding)
    _assert_sources(data)
    _assert_suggestions(data["suggestions"])
    _assert_record(data)
    _assert_text(data)
    _assert_kind(data)


def _assert_ids(name: str, ids: Any) -> None:
    assert isinstance(ids, list), f"{name} is no list: {ids!r}"
    for each in ids:
        assert isinstance(each, str) and _SLUG.fullmatch(each), f"{name}: {each!r} is no id"
    assert len(set(ids)) == len(ids), f"{name} holds an id twice: {ids}"


def _assert_list(name: str, items: Any, keys: set[str]) -> None:
    assert isinstance(items, list), f"{name} is no list: {items!r}"
    for item in items:
        assert isinstance(item, dict) and set(item) == keys, f"{name}: {item!r} has other keys"


def _assert_unknown(unknown: Any) -> None:
    _assert_list("unknown", unknown, {"text", "id"})
    for each in unknown:
        assert isinstance(each["text"], str) and each["text"].strip()
        code = each["id"]
        assert code is None or _CODE.fullmatch(code), f"{code!r} is neither ICD-10-CM nor ORPHA"


def _assert_finding(finding: Data) -> None:
    for name in ("treatment", "condition"):
        assert _SLUG.fullmatch(finding[name]), f"{name} {finding[name]!r} is no id"
    for name in ("situation", "comparator"):
        value = finding[name]
        assert value is None or _SLUG.fullmatch(value), f"{name} {value!r} is neither id nor null"
    assert isinstance(finding["outcome"], str) and finding["outcome"].strip()
    assert finding["direction"] in DIRECTIONS
    assert finding["certainty"] in CERTAINTIES
    assert finding["certainty_basis"] in BASES
    _assert_list("status", finding["status"], {"agency", "status", "year"})
    for status in finding["status"]:
        assert isinstance(status["agency"], str) and status["agency"]
        assert status["status"] in ("approved", "off-label")
        year = status["year"]
        assert year is None or (isinstance(year, int) and 1950 <= year <= 2100)
    if finding["direction"] in ("similar", "worse"):
        assert finding["comparator"], f"{finding['direction']} needs a comparator: {finding}"


def _assert_sources(data: Data) -> None:
    sources = data["sources"]
    _assert_list("sources", sources, {"id", "citation", "url"})
    _assert_ids("sources", [each["id"] for each in sources])
    for source in sources:
        assert isinstance(source["citation"], str) and source["citation"].strip()
        url = source["url"]
        assert url is None or re.match(r"https?://\S+$", url), f"{url!r} is no address"
    if data["claims"]:
        assert sources, "claims are stated and no source is cited"
    marks = list(dict.fromkeys(int(mark) for mark in _MARK.findall(data["text"])))
    if data["kind"] == "evidence_list" and not marks:
        return  # a long list leaves its numbers out, all of them, and says where they are
    wanted = list(range(1, len(sources) + 1))
    assert marks == wanted, f"the text cites {marks}, and {len(sources)} sources are listed"


def _assert_suggestions(suggestions: Any) -> None:
    _assert_list("suggestions", suggestions, {"title", "payload"})
    assert len(suggestions) <= 5, f"{len(suggestions)} suggestions; 5 at most"
    for each in suggestions:
        for name in ("title", "payload"):
            text = each[name]
            assert isinstance(text, str) and text.strip(), f"an empty {name}"
            assert not re.search(r"[{}\n]", text), f"{name} {text!r} is not plain"
        assert not each["payload"].strip().startswith("/"), f"{each['payload']!r} is a command"
    payloads = [each["payload"] for each in suggestions]
    assert len(set(payloads)) == len(payloads), f"a suggestion stands twice: {payloads}"


def _assert_record(data: Data) -> None:
    reviewed, record = data["reviewed"], data["record"]
    if data["claims"]:
        assert isinstance(reviewed, str), "claims are stated without a review date"
        date.fromisoformat(reviewed)
    else:
        assert reviewed is None, "a review date without claims"
    if data["kind"] in FIXED:
        assert record is None, "a fixed response names no snapshot"
    if record is not None:
        assert set(record) == {"hash", "date"}
        assert re.fullmatch(r"[0-9a-f]{6,64}", record["hash"]), record["hash"]
        date.fromisoformat(record["date"])
    if data["claims"] or data["findings"]:
        assert record is not None, "evidence without the snapshot that it came from"


def _assert_text(data: Data) -> None:
    text, interpretation = data["text"], data["interpretation"]
    assert isinstance(text, str) and text.strip(), "an answer without text"
    assert text == text.strip() and "\n\n\n" not in text, "stray blank lines"
    assert not re.search(r"[{}]", text), f"an open blank in: {text}"
    assert interpretation is None or (isinstance(interpretation, str) and interpretation.strip())
    if interpretation:
        assert interpretation in text, "the reading is not told in the text"


def _assert_kind(data: Data) -> None:
    kind = data["kind"]
    if kind in WITHOUT_FINDINGS:
        assert data["findings"] == [], f"{kind} has findings (rule 4)"
    if kind == "comparison":
        other = data["comparators"] or data["unknown"]  # the other side may not be covered
        assert other, "a comparison without comparators"
        assert not set(data["comparators"]) & set(data["treatments"])
    else:
        assert data["comparators"] == [], f"comparators belong to comparison, not to {kind}"
    if kind == "efficacy":
        assert data["treatments"] and data["conditions"] and data["findings"]
    if kind in ("dosing", "timing", "guideline", "predictors", "mechanism", "safety"):
        assert data["treatments"] and data["claims"], f"{kind} states no claim"
    if kind == "unknown_concept":
        assert data["unknown"], "unknown_concept names nothing"
    if kind in ("emergency", "crisis", "unavailable", "smalltalk", "out_of_scope", "clarify"):
        assert data["claims"] == [], f"{kind} states evidence"


def assert_true_to_store(data: Data, store: Store) -> None:
    """Ids, sources, dates and findings of an answer are those of the store."""
    for each in (*data["treatments"], *data["comparators"]):
        assert each in store.treatments, f"{each} is no treatment of the store"
    for each in data["conditions"]:
        assert each in store.conditions, f"{each} is no condition of the store"
    claims = [store.claims[each] for each in data["claims"]]
    cited = {each["id"] for each in data["sources"]}
    assert cited <= set(store.sources)
    for claim in claims:
        assert set(claim.sources) & cited, f"{claim.id} is stated without a source (rule 1)"
    if claims:
        assert data["reviewed"] == min(each.reviewed for each in claims).isoformat()
    if data["record"]:
        assert data["record"] == {"hash": store.hash, "date": store.date.isoformat()}
    for finding in data["findings"]:
        assert_finding_of_store(finding, claims, store, data["kind"])


def assert_finding_of_store(finding: Data, claims: list[Claim], store: Store, kind: str) -> None:
    """A finding is a copy of a headline that the answer states, under the ids asked about."""
    assert any(_copies(finding, claim, store, kind) for claim in claims), (
        f"no claim that the text states is behind {finding}"
    )


def _copies(finding: Data, claim: Claim, store: Store, kind: str) -> bool:
    if not isinstance(claim, Efficacy) or not claim.condition:
        return False
    if not (claim.headline or kind == "comparison"):
        return False
    line = (finding["condition"], *store.ancestors(finding["condition"]))
    same = (
        claim.outcome == finding["outcome"]
        and claim.situation == finding["situation"]
        and claim.certainty.value == finding["certainty"]
        and claim.certainty_basis.value == finding["certainty_basis"]
        and claim.condition in line
    )
    treated = _family(store, finding["treatment"])
    if same and claim.treatment in treated:
        straight = claim.comparator == finding["comparator"] or (
            kind == "comparison"
            and claim.comparator in store.treatments
            and claim.comparator in _family(store, finding["comparator"] or "")
        )
        return straight and claim.direction.value == finding["direction"]
    if same and kind == "comparison" and claim.comparator in treated:
        turned = TURNED.get(claim.direction.value, claim.direction.value)
        other = _family(store, finding["comparator"] or "")
        return turned == finding["direction"] and claim.treatment in other
    return False


def _family(store: Store, treatment: str) -> set[str]:
    """The treatment, those above it, and every member of these."""
    if treatment not in store.treatments:
        return set()
    above = (treatment, *store.ancestors(treatment))
    return {each for one in above for each in store.family(one)}
