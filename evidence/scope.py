"""Whether an unlinked message is about our subject at all, and whether it is English.

A message that names no condition and no treatment is answered only if it speaks of
infusions in other words, or plainly leaves the subject to be understood ("side effects?").
"""

from __future__ import annotations

import re

from evidence.names import fold
from evidence.question import Question

SUBJECT = re.compile(
    r"\b(infus\w*|drip\w*|immunoglob\w*|immune glob\w*|antibod\w*|plasma\w*|donor\w*|igg?|iga"
    r"|side effects?|reactions?|treatments?|therap(?:y|ies)|treated|conditions?|diseases?"
    r"|disorders?|neuropath\w*|neurolog\w*|autoimmun\w*|immun\w*|premed\w*|bottles?|cannula|brands?"
    r"|circles?|products?|headaches?|clots?|kidneys?|blood products?|medicines?"
    r"|placebo|certainty|prescriber|fda|ema|off label|licen[cs]ed|approved|approvals?"
    r"|vaccin\w*|mmr|jabs?)\b"
)
ELLIPTIC = re.compile(r"\b(it|its|they|them|this|that|these|those|one|ones|both|u|you|your)\b")
HARM = re.compile(
    r"\b(safe\w*|risk\w*|danger\w*|harm\w*|side|adverse|reaction\w*|toxic\w*|complication\w*"
    r"|worse\w*|damag\w*|allerg\w*|clot\w*|thromb\w*|kidney\w*|renal|headache\w*|infect\w*"
    r"|pregnan\w*|breast\w*|vaccin\w*|interact\w*|contraindic\w*|bleed\w*|precaution\w*"
    r"|caution\w*|warning\w*|problem\w*|rash|fever|hepatitis|virus\w*|haemoly\w*|hemoly\w*"
    r"|mening\w*|stroke|tolerat\w*|trigger\w*|cause\w*|monitor\w*|watch|wary|afraid|scared"
    r"|bad|hurt\w*|liver|heart|lungs?|pressure|swell\w*|hives|itch\w*|death|die|fatal|cancer)\b"
)
LENGTH = re.compile(
    r"\bhow (long|many hours)\b(?!.*\b(after|before|between|until|till|since|from)\b).*\b"
    r"((one|an|each|every|single|actual|per) (infusion|drip|bag|sitting|session|go)"
    r"|to (do|have|give|run|put through) (an?|one|each|the)? ?\w* ?(infusion|drip|bag))\b"
)
VACCINE = re.compile(r"\b(vaccin\w*|immuni[sz]ations?|mmr|jabs?|shingles shot|flu shot)\b")
SURE = 0.97  # confidence of an intent whose words are all those of our questions
SHORT = 5  # words of a message that may leave its subject out
STRANGE = 0.3  # share of unfamiliar words from which a message is about something else
STRANGER = 0.55  # the same where it speaks of infusions all the same

_LANGUAGES = {
    "es": "el la los las que de en un una es por para con como esta ayuda hay puede mi se cuanto"
    " cuales sirve tratamiento efectos enfermedad cual qué cómo cuánto",
    "fr": "le la les des est que de en un une pour avec dans je il elle mon quelle quels combien"
    " comment traitement maladie effets aide contre peut quoi perfusion",
    "de": "der die das ist und ich ein eine bei mit für gegen wie was welche hilft kann wird nicht"
    " mein behandlung krankheit nebenwirkungen wirkt lange gibt",
    "pt": "o a os as que de em um uma é por para com como ajuda há pode meu tratamento efeitos"
    " doença qual quanto dos serve não",
    "it": "il lo la gli che di in un una è per con come aiuta può mio trattamento effetti malattia"
    " quale quanto dei della nella nel l serve sono contro",
}
_WORDS = {code: frozenset(listed.split()) for code, listed in _LANGUAGES.items()}
_ENGLISH = frozenset(
    [
        "the",
        "is",
        "of",
        "for",
        "does",
        "do",
        "what",
        "how",
        "and",
        "in",
        "with",
        "to",
        "it",
        "can",
        "my",
        "a",
        "i",
        "are",
        "was",
        "will",
        "this",
        "that",
        "be",
        "have",
        "on",
        "you",
        "if",
        "any",
        "which",
        "who",
        "why",
        "when",
        "not",
        "get",
        "help",
        "after",
        "long",
    ]
)


def language_of(text: str) -> str | None:
    """ "es", "fr", "de", "pt", "it", "other" (another script), or None for English."""
    if not text.isascii() and _is_other_script(text):
        return "other"
    words = re.findall(r"[^\W\d_]+", text.lower())
    english = sum(word in _ENGLISH for word in words)
    counts = {code: sum(word in listed for word in words) for code, listed in _WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= 2 and counts[best] > english + 0.2 * len(words) / 2 else None


def _is_other_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(ord(letter) > 0x2AF for letter in letters) > len(letters) / 2


def asks_for_own_dose(text: str) -> bool:
    """Whether a dose is to be worked out for a body weight ("71 kg … total grams?")."""
    weight = re.search(
        r"(?<![/\d.])\b\d{2,3}\s?(kgs?|kilos?|lbs?|pounds?|stone)\b(?!\s*/)", text, re.I
    )
    asked = re.search(r"how (much|many)|total|dose|\bg\b|grams?|vials?|bottles?|=\s*\?", text, re.I)
    return bool(weight and asked)


def asks_length_of_infusion(text: str) -> bool:
    """Whether it is asked how long one infusion takes: that is about giving it, not its effect."""
    return bool(LENGTH.search(fold(text)))


def asks_effect(question: Question) -> bool:
    """ "does it work" without "how" or "why": whether, not by what means."""
    text = fold(question.text)
    works = re.search(
        r"\b(do|does|did|will|would|can) (it|they|this|that|those|these)"
        r" (have )?(work(ed)?|help(ed)?|do(ne)? (anything|something|any good))\b",
        text,
    )
    return bool(works) and not re.search(r"\b(how|why|what way|mechanism)\b", text)


def speaks_of_harm(question: Question) -> bool:
    """Whether a word of the message is about harm, risk or a body that bears less."""
    return bool(HARM.search(fold(question.text)))


def asks_about_vaccines(question: Question) -> bool:
    """Whether it is about a vaccine and names no disease: "MMR after 2 g/kg, how many months?"."""
    return bool(VACCINE.search(fold(question.text))) and not question.ids("condition")


def speaks_of_infusions(question: Question) -> bool:
    """Whether a message means our subject by a word or a pronoun."""
    text = fold(question.text)
    return bool(re.search(r"\b(infus\w*|drip\w*|immunoglob\w*|premed\w*|it)\b", text))


def speaks_of_premeds(question: Question) -> bool:
    """Whether it is about what is given before an infusion, whatever drug that is."""
    return bool(re.search(r"\bpre-?med", fold(question.text)))


def is_ours(question: Question, going_on: bool) -> bool:
    """Whether a message with nothing linked may be answered at all."""
    words = re.findall(r"[a-z']+", fold(question.text))
    if SUBJECT.search(fold(question.text)):
        return question.unfamiliar < STRANGER
    if going_on:
        return question.unfamiliar < STRANGER
    if question.confidence >= SURE and question.unfamiliar == 0 and len(words) > SHORT:
        return True
    short = len(words) <= SHORT
    elliptic = bool(ELLIPTIC.search(fold(question.text)))
    return (short or elliptic) and question.unfamiliar < STRANGE
