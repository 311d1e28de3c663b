"""Words that tell two kinds apart where the classifier is not sure: "how fast" asks for a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evidence.fragments import rest_of
from evidence.question import Question

UNSURE = 0.7  # confidence below which the words of a message outweigh its intent


@dataclass(frozen=True)
class Words:
    """A message of one of these intents with these words, and without those, is of that kind."""

    intents: tuple[str, ...]
    kind: str
    words: str  # regular expressions on the folded text without its names
    without: str = r"(?!)"
    below: float = UNSURE


_OPENS = r"^\W*(and |so |ok |but )*"
TELLING = (
    Words(
        ("safety", "administration", "predictors", "efficacy"),
        "timing",
        _OPENS + r"how (fast|quick(ly)?|soon|rapid(ly)?)\b",
        r"\b(rate|drip|speed|put in|run|go(es)? in|ml|infused?|given)\b",
    ),
    Words(("administration",), "timing", r"\b(every|each|once a) (\w+ )?(day|week|month)s?\b"),
    Words(
        ("certainty", "predictors", "mechanism", "guideline"),
        "evidence_basis",
        r"\b(evidence|studies|trials?|rcts?|data|proof|references?)"
        r"( (in|for|on|with) (adults?|kids|children|this|it|that|pregnancy)?)?\W*$"
        r"|\bevidence (for|behind) (that|this|it)\b|\bwho\W?s? (says?|said|claims)\b"
        r"|^\W*(rcts?|trials?|stud(y|ies)|meta.?analysis)\b",
        r"\b(strong|good|sure|certain|level|quality|grade|strength|solid|weak|well|reliable|better"
        r"|best|more|who)\b(?! (says?|said|claims))",
    ),
    Words(
        ("certainty",),
        "evidence_basis",
        r"^\W*(and |so |ok |any |whats |what is |the )*(evidence|proof|data|stud(y|ies)|trials?"
        r"|sources?) (for|behind|on) (that|this|it)\W*$",
        below=1.01,
    ),
    Words(
        ("predictors",),
        "efficacy",
        r"^\W*(do|does|did|can|could|will|would|is|are)\b",
        r"\b(who|which|predict\w*|respon\w+|likel\w+|matters?|depend\w*|better if|age|sex|more"
        r"|less|chances?|only|some|certain|type)\b",
    ),
    Words(
        ("capabilities", "out_of_scope", "efficacy", "approval", "administration"),
        "no_record",
        r"\b(funds?|funded|funding|pays? for|paid for|reimburs\w+|insur(ers?|ance)|afford\w*"
        r"|costs?|prices?)\b",
    ),
    Words(
        ("comparison",),
        "no_record",
        r"\b(costs?|prices?|expensive)\b",
        r"\bcost.?effect",
        below=1.01,
    ),
    Words(
        ("efficacy",), "timing", r"\b(stays?|keeps?|goes on|continues?) working\b|\bwears? off\b"
    ),
    Words(("updates",), "evidence_basis", r"\bfirst (report\w*|trials?|stud\w+|describ\w+)\b"),
    Words(
        ("efficacy",),
        "timing",
        r"\b(for long|stays? (up|away|down|off))\b|\bhow long\b.*\b(help|work)s?\b",
        below=1.01,
    ),
    Words(("definition",), "efficacy", r"\b(is|whats) known\W*$"),
    Words(
        ("efficacy", "alternatives", "predictors"),
        "safety",
        r"\b(slow(er|ing)?|low(er)?) (down )?(the )?(drip|rate|infusion|speed)\b",
        r"\b(disease|progress\w*|relapse\w*|instead)\b",
        below=1.01,
    ),
    Words(
        ("definition",),
        "efficacy",
        r"\b(is|are) (that|this|it|they|those) (really |even |actually )?a thing\b",
        below=1.01,
    ),
    Words(
        ("alternatives", "out_of_scope", "personal_advice", "efficacy"),
        "comparison",
        r"\b(add(ed)?|on top)\b.*\b(swap(ped)?|instead|replac\w+|switch\w*|in place of)\b"
        r"|\b(swap(ped)?|instead|replac\w+|in place of)\b.*\b(add(ed)?|on top)\b",
        below=1.01,
    ),
    Words(
        ("personal_advice", "efficacy"),
        "safety",
        r"\b(ok|okay|safe|bad|harmful|dangerous) for (the|my|her|his|a|our) (baby|unborn|foetus"
        r"|fetus|bump)\b",
        below=0.9,
    ),
    Words(
        ("evidence_list",),
        "capabilities",
        r"^\W*(how|why) (do|did|does|are|were) (you|they|u) (\w+ )?(decide|choose|pick|select)",
        below=1.01,
    ),
    Words(("approval",), "efficacy", r"\b(established|proven)\b"),
    Words(
        ("certainty",),
        "efficacy",
        _OPENS + r"how (good|effective|useful|well) (is|are|does|do)\W*$",
    ),
    Words(
        ("alternatives",),
        "efficacy",
        r"\b(is|are|would|could|might)\b\W+(be )?an? (good |real |possible |valid )?option"
        r" (for|in|with|here)\b",
        below=0.9,
    ),
    Words(
        ("alternatives",),
        "mechanism",
        r"\bhow (do|does|can|could|would) (it|that|this|they) (even |actually |really )*"
        r"(fix|help|work|do|cure)\b",
        below=1.01,
    ),
    Words(
        ("administration", "dosing", "evidence_list"),
        "alternatives",
        _OPENS + r"what (do|would|did|will|can) (they|people|doctors|we|you|one|u)"
        r" (\w+ly |instead )?(use|try|give|prescribe|offer|do)( for (it|that|this))?\W*$",
    ),
)


def told_apart(intent: str, question: Question, asked: Question) -> str:
    """The intent, or the kind that the words of an unsure message's question ask for."""
    text = rest_of(asked)
    for each in TELLING:
        sure = question.confidence >= each.below or intent not in each.intents
        if not sure and re.search(each.words, text) and not re.search(each.without, text):
            return each.kind
    return intent
