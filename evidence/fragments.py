"""Bare fragments: a message that is little more than names needs no classifier.

"ivig cidp" is a question about efficacy, "ivig vs plasma exchange" a comparison,
"and GBS?" goes on with what was asked before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from evidence.names import fold
from evidence.question import Question, Request

_NAMES = ("condition", "treatment", "uncovered", "ambiguous")
_FILLER = re.compile(
    r"^(and|or|for|in|with|on|the|a|an|of|to|then|so|ok|okay|vs|v|versus|also|same|please|pls|plz"
    r"|hi|hello|hey|well|but|too|both|if|now|i|meant|mean|no|not|sorry|said|um|uh|just|thx|thanks"
    r"|compared|against|rather|than|instead|s|first|maybe|perhaps|though|tho|actually"
    r"|me|him|her|us|them|my|his|our|mum|mom|dad|son|daughter|wife|husband|sister|brother|possible"
    r"|newly|new|diagnosed|acute|chronic|severe|mild|refractory|relapse|relapsing|patients?|pts?)$"
)
_OPENING = re.compile(r"\b(what|how) about\b|\bi meant\b|\bsame (for|with|in)\b")
_TRIED = re.compile(
    r"\b((?<!or )after|post|despite|failed|tried|s/p|refractory to|resistant to|not responding to"
    r"|no response to|intolerant of|cant tolerate|on top of|off)\W+$"
)
_DENIED = re.compile(r"\b(not|isnt|dont mean|(not|wasnt) (asking|talking) about|never mind)\s+$")
_SWAP = re.compile(r"^\W*(now |ok |and |then |please )*(swap|replace|change|switch)( out)?\W+$")
_FOR = re.compile(r"^\W+(for|with|to|by|against)\b")
_DROP = re.compile(r"^\W*(now |ok |and |then )*(drop|forget|scrap|leave( out)?|without|skip)\W+$")
_JUST = re.compile(r"^\W+(and )?(just|only)\b")
_RATHER = re.compile(r"\b(rather than|instead of)\s+$")
_DIFFERENCE = re.compile(
    r"\b(same (thing )?(as|like)(?! (in|for|with)\b)"
    r"|differ(s|ent|ence)? (from|to|than|between|with)|similar to)\b"
)
_VERSUS = re.compile(r"\b(vs?|versus|or|against|compared|rather|instead|side by side|next to)\b")
_COMPARATIVE = re.compile(
    r"\b(any|is|are|a lot|much|a bit)? ?(better|safer|gentler|fewer|milder|stronger|faster|quicker"
    r"|cheaper|kinder|less|worse)\b(?! (and|off|when|if|after|since|again))"
    r"|\bcompared? (it|this|that|them)\b|\bhead to head\b|\b(just|quite) as (well|good|effective)\b"
    r"|\bas (well|good|effective) as\b"
)
_BEST = re.compile(
    r"^\W*(and |so |ok |but |then )*which (one |of (them|those|these|the two) |treatment |drug )?"
    r"(is |would be |should be |goes |comes |do you (give|use|start) )?(the )?"
    r"(first|best|better|safer|stronger|faster|quicker)( one)?( then| though)?\W*$"
)
_WEIGHING = ("efficacy", "safety", "timing", "comparison", "follow_up", "alternatives")
_OTHER_SIDE = re.compile(
    r"\b(vs?|versus|against|compared|side by side|head to head)\b|^\W*(and )?(to|than|over)\W*$"
)
_GOES_ON = re.compile(
    r"^\W*(and|or|what about|how about|same for|also|then|no|sorry|i meant|not|but|ok and)\b"
)


def rest_of(question: Question) -> str:
    """The question's folded text without the conditions and treatments that were linked in it."""
    text = list(fold(question.text))
    for mention in question.mentions:
        if mention.kind in _NAMES and mention.covers != "unrecognised":
            text[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(text)


def is_bare(question: Question) -> bool:
    """Whether the message is names and filler words only."""
    named = any(mention.kind in _NAMES for mention in question.mentions)
    text = _OPENING.sub(" ", rest_of(question))
    return named and all(_FILLER.match(word) for word in re.findall(r"[a-z]+", text))


def names_invented(question: Question) -> bool:
    """ "IVIG for flarbitosis": a treatment, a name that nothing recognises, and nothing else."""
    text = list(rest_of(question))
    strange = [each for each in question.mentions if each.covers == "unrecognised"]
    for each in strange:
        text[each.start : each.end] = " " * (each.end - each.start)
    words = re.findall(r"[a-z]+", re.sub(r"\b(syndrome|disease|disorder)\b", " ", "".join(text)))
    return bool(strange and question.ids("treatment")) and all(map(_FILLER.match, words))


def is_occasion(question: Question) -> bool:
    """ "After a stem cell transplant?": a disease or procedure, and when in it."""
    text = rest_of(question)
    when = re.match(r"^\W*(and )?(what about )?(after|during|before) (a |an |the )?\w*\W*$", text)
    return bool(when) and bool(question.ids("condition")) and not question.ids("treatment")


def goes_on(question: Question) -> bool:
    """Whether the message opens as a continuation: "and …", "what about …", "no, I meant …"."""
    return bool(_GOES_ON.match(fold(question.text)))


def fragment_kind(question: Question) -> str:
    """The kind of a bare fragment by its concepts alone."""
    unknown = [each.covers for each in question.mentions if each.kind == "uncovered"]
    treatments = len(question.ids("treatment")) + unknown.count("treatment")
    conditions = len(question.ids("condition")) + unknown.count("condition")
    conditions += sum(each.kind == "ambiguous" for each in question.mentions)
    if treatments >= 2 and (conditions or _VERSUS.search(rest_of(question))):
        return "comparison"
    if treatments and not conditions:
        return "safety" if question.ids("treatment") and "treatment" in unknown else "definition"
    return "efficacy"


def names_pair(question: Question) -> bool:
    """Whether a treatment and a disease are named: with no other cue, whether it helps is asked."""
    diseases = any(
        each.kind in ("condition", "ambiguous")
        or (each.kind == "uncovered" and each.covers == "condition")
        for each in question.mentions
    )
    return diseases and bool(question.ids("treatment"))


def is_versus(question: Question) -> bool:
    """ "vs IVIG?", "compared to steroids": the named treatment is the other side."""
    rest = rest_of(question)
    return bool(_OTHER_SIDE.search(rest))


def asks_difference(question: Question) -> bool:
    """ "is it the same as IVIG?", "how does it differ from GBS": one beside the last."""
    return bool(_DIFFERENCE.search(rest_of(question)))


def asks_best(question: Question) -> bool:
    """ "Which one first then?", "and which is best?": of the treatments that were spoken of."""
    named = question.ids("treatment") or question.ids("condition")
    return not named and bool(_BEST.search(fold(question.text)))


def weighs(question: Question, last: Request) -> bool:
    """Whether treatments are weighed by a comparative: "steroids any better?", "fewer headaches?".

    One that is new beside the last one, or none after a comparison.
    """
    if question.intent not in _WEIGHING or question.ids("condition"):
        return False
    if not _COMPARATIVE.search(rest_of(question)):
        return False
    named = question.ids("treatment")
    if named:
        return len(named) == 1 and last.treatments[:1] not in ((), named)
    return bool(last.comparators) or last.treatments == ("scig",)  # "does that work as well?"


def tried_before(question: Question) -> frozenset[str]:
    """Treatments that stand after "after", "despite", "failed": history, not what is asked."""
    text = fold(question.text)
    return frozenset(
        each.id
        for each in question.mentions
        if each.kind == "treatment" and each.id and _TRIED.search(text[: each.start])
    )


def is_bare_term(question: Question) -> bool:
    """Whether the message is one word of the glossary: "demyelination?"."""
    terms = [fold(each.text) for each in question.mentions if each.kind == "term"]
    return fold(question.text).strip(" ?!.") in terms


def replaced(question: Question) -> frozenset[str]:
    """Ids that a short message takes out: "swap CIDP for GBS", "now drop IVIG, just steroids"."""
    return _ids(
        question,
        lambda each, before, after: (
            (_SWAP.search(before) and _FOR.match(after))
            or (_DROP.search(before) and _JUST.match(after))
        ),
    )


def drops(question: Question) -> bool:
    """ "Forget IVIG, just the steroids": a name is left out and none put in its place."""
    text = fold(question.text)
    return any(_DROP.search(text[: each.start]) for each in question.mentions)


def denied(question: Question, before: Collection[str] = ()) -> frozenset[str]:
    """Ids that the message sets aside: "sorry, not GBS, MMN".

    Of `before`, what was spoken of, also those after "rather than" and "instead of".
    """
    return _ids(
        question,
        lambda each, said, _: _DENIED.search(said) or (each in before and _RATHER.search(said)),
    )


def _ids(question: Question, told: Callable[[str, str, str], object]) -> frozenset[str]:
    """The ids of which `told` holds, given the id and the text before and after its name."""
    text = fold(question.text)
    return frozenset(
        each.id
        for each in question.mentions
        if each.id and told(each.id, text[: each.start], text[each.end :])
    )
