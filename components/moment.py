"""Is it happening now, to somebody? Signs by which danger differs from a question about it.

"My throat is closing, drip still going" and "can it make your throat close?" share their words;
they differ in who speaks of whom, in tense, and in whether a question is asked.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from evidence.names import fold

SIGNS = 55  # how many numbers `moment_of` gives
OWN = re.compile(r"\b(i|im|ive|id|my|me|myself|we|our)\b")
OTHER = re.compile(
    r"\b(he|she|hes|shes|his|her|him|hubby|husband|wife|mum|mom|mam|dad|son|daughter|baby|boy"
    r"|girl|kid|toddler|partner|sister|brother|nan|gran|grandad|grandma|friend|pt|patient"
    r"|neighbour|auntie|uncle|little one)\b"
)
NOW = re.compile(
    r"\b(now|just|today|tonight|sudden(ly)?|currently|still|since|ago|min(ute)?s?|keeps?|wont|cant"
    r"|cannot|getting|going|start(ed|ing)|hours?|happening|at the moment"
    r"|this (morning|evening|afternoon))\b"
)
DOING = re.compile(r"\b(is|are|am|hes|shes|im|its) \w+ing\b")
ASKING = re.compile(
    r"^\W*((so|and|but|hi|hello|hey|ok|quick question|just wondering|question)\W+)*"
    r"(can|could|does|do|did|is|are|was|were|what|whats|which|who|how|why|when|where|will|would"
    r"|has|have|any|should)\b"
)
OF_THINGS = re.compile(
    r"\b(can|could|does|do|will|would|might|may|is|are) (it|this|that|these|they|there|the|people"
    r"|someone|you|patients|ivig|scig|immunoglobulins?|infusions?|drips?|steroids|treatments?"
    r"|qtreatment|treatment)\b"
)
KNOWLEDGE = re.compile(
    r"\b(normal|commonly|common|rarely|rare|risks?|chances?|likely|side effects?|signs? of"
    r"|symptoms? of|how (often|many|likely|soon|long)|cause[sd]?|difference|means?|meant|leaflet"
    r"|read|heard|article|study|trial|exam|essay|lecture|module|quiz|policy|protocol|guideline"
    r"|training|teaching|tell me about|explain|list|(watch|look) (out )?for)\b"
)
PAST = re.compile(
    r"\b(last (year|month|time|week|summer|winter|spring|autumn)|(years?|months?|weeks) ago"
    r"|used to|in (19|20)\d\d|had (a|an|my|one)|once|previously|history of|recovered|years back"
    r"|back in|was|were|went|fully|cleared|settled|resolved|(over|better|fine) now|all clear)\b"
)
SUPPOSED = re.compile(
    r"\b(if|in case|would|were to|ever|hypothetically|before (my|the|i)|worried (that|about)"
    r"|plan|prepare|next (week|month|time))\b"
)
TOLD = re.compile(
    r"\b(novel|character|film|movie|story|book|song|game|series|episode|dog|cat|horse|joke|lol"
    r"|haha|poem|tv)\b"
)
HELP = re.compile(
    r"\b(help( me| him| her| us)?|pls|plz|please|what (do|should|shall) i do|omg|quick(ly)?"
    r"|urgent(ly)?|emergency|asap|ambulance|999|911|112|a&e|er)\b"
)
VITAL = re.compile(
    r"\b(bp|sats?|spo2|hr|rr|gcs|temp|plt|platelets?|hb|fvc|vc)\b\W{0,3}(is|at|of|now)?\W{0,3}\d"
    r"|\b\d{2,3}/\d{2,3}\b|\b(3[89]|4[01])([.,]\d)?\b|\b\d{2}\s?%"
)

TAKEN_BACK = re.compile(
    r"\b((ignore|disregard|forget|scrap) (that|this|it|my|the|what)"
    r"|wrong (chat|window|person|number)|pasted|autocorrect|false alarm|not an emergency"
    r"|turned out|turns out|nothing('?s| is) wrong)\b"
)
THANKS = re.compile(r"\b(thanks?|thank (you|u)|thx|cheers|grateful)\b")
PEOPLE = re.compile(
    r"\b(people|patients|folks?|others|anyone|anybody|somebody|someone|those|women|men|children|kids"
    r"|most|many|one'?s)\b"
)
LONG_AGO = re.compile(
    r"\b((years?|months?|weeks) (ago|back|since)|(in|since|of) (19|20)\d\d|last (year|month|week"
    r"|winter|spring|summer|autumn|time)|as a (child|kid|teenager)|when i was|used to|had it at)\b"
)
TO_COME = re.compile(
    r"\b(next (week|month|year|time)|tomorrow|for (future|next time)|starting|in case"
    r"|if (i|he|she|we|it|they|you|someone|somebody|anyone|one|my \w+|a \w+)"
    r" (ever|were|should|got|had|gets|has|suddenly|start|starts)|if ever"
    r"|ever (get|got|have|had|happens?))\b"
)
WELL = re.compile(
    r"\b(feel(ing|s)? (fine|well|ok|okay|great|good|better|happy|normal)"
    r"|(fine|well|ok|okay|good|gone|better|over|happy) (now|since|by)|settled|went away"
    r"|back to normal|all (fine|good|clear|well|ok)|everything fine|breathing fine"
    r"|recovered|perfect|for years|as usual|as always)\b"
)
LESSON = re.compile(
    r"\b(osce|exams?|quiz|essay|lecture|sim|mock|station|vignette|teaching|module|student|revision"
    r"|leaflet|protocol|training|course|talk|slides?|poster|policy|novel|play)\b"
)
BODY = re.compile(
    r"\b(chest|heart|throat|tongue|tounge|lips?|face|mouth|eyes?|eyelids?|skin|neck|head|arms?|legs?"
    r"|calf|thigh|foot|feet|hands?|fingers?|belly|tummy|stomach|back|blood\w*|bleed\w*|breath\w*|lungs?"
    r"|urine|wee|pee|rash\w*|hives|swell\w*|swollen|puffy|pains?|painful|hurts?|sore|fevers?|feverish"
    r"|temp\w*|shak\w*|shiver\w*|rigors?|faint\w*|collaps\w*|unconscious|fits?|fitting|seiz\w*"
    r"|convuls\w*|vomit\w*|sick|dizzy|numb\w*|weak\w*|floppy|limp|blue|grey|gray|yellow|blister\w*"
    r"|peel\w*|bruis\w*|platelets?|plts?|bp|sats?|spo2|hb|swallow\w*|chok\w*|vision|blind|speech"
    r"|slurr\w*|droop\w*|confus\w*|drows\w*|pulse|stroke|clots?|anaphyla\w*|sepsis|septic)\b"
)
DYING = re.compile(
    r"\b(die|dies|died|dying|death|dead|kill\w*|suicid\w*|alive|living|live|end (it|my|things)"
    r"|hurt(ing)? (myself|himself|herself|themselves)|self.?harm|overdos\w*|pills?|tablets?"
    r"|rope|gun|knife|blade|bridge|jump\w*|goodbye|no point|pointless|burden|without me"
    r"|not be here|wake up|give up|gave up|hopeless|no hope|no way out|better off|disappear)\b"
)
MEANS = re.compile(
    r"\b(ropes?|noose|knots?|beam|ledge|roof(top)?|railings?|bridges?|viaduct|multi ?store?y"
    r"|platform|tracks|cliffs?|quarry|weir|river|canal|lake|balcony|window|shotgun|rifle|gun|trigger"
    r"|blades?|razors?|scissors|knife|knives|hose|engine|garage|helium|bleach|whisky|vodka|pills|tablets"
    r"|painkillers|medicines|insulin|morphine|ampoules?|stockpil\w*|hoard\w*|saved up|saving up)\b"
)
"""What people name who have thought of a way, and many others: a sign only beside others."""
FAREWELL = re.compile(
    r"\b(goodbyes?|farewell|(good )?bye for good|letters?|a note|the note|(my|the|his|her) will"
    r"|eulogy|funeral|ashes|passwords?|in order|affairs|rehomed"
    r"|(gave|given|giving) (((it|them|things) )?away|(my|his|her) (\w+ ){1,2}(to|away))"
    r"|sorted|tidied|tidying|labelled"
    r"|promised to|wont be (here|around|needing|any)|(wont|shant|not) need"
    r"|last (christmas|birthday|tab|wish)|love you( all)?|kissed"
    r"|tell (my|the) (kids|children|wife|husband|mum|family))\b"
)
ENDING = re.compile(
    r"\b(burden|better off|without me|(be )?free (of|from) me|worth more|no (point|reason|use)"
    r"|no way out|(the|any|much|whats the) point|had enough|enough of|way out|slip away"
    r"|finish (it|the job|me)|end(ing)? (it|things|this)|over with|(other|wrong) side|decided"
    r"|my own day|chosen|for good|not (want )?to wake"
    r"|(dont|wont|not) (want to )?(be here|exist|wake|be (around|anything))|let (me|him|her) go"
    r"|kinder|out of it|like (a )?holiday|peaceful|planned|planning it)\b"
)
WARD = re.compile(
    r"\b(pts?|\d{1,3} ?(m|f|yo|y|kg|wk)|d ?\d{1,2}|day \d+|post (op|dose|infusion)"
    r"|bsa|scorten|fvc|mrc|ef|plts?|hb|crp|bp|icu|itu|picu|nicu|hdu|bipap|niv|ecmo|vent(ed|ilated|ilator)?"
    r"|tubed|(ex|in)tubated|norad|pressors|inotropes|bulbar|rcts?|nnt|rr|hx|dx|tx|rx|s/p|y/n|vs"
    r"|refractory|resistan(t|ce)|(non ?)?respon(se|ders?)|theatre|debrided|debridement|trough|creat"
    r"|purpura|mortality|consensus)\b|\b\d+(\.\d)? ?(g|mg|ml|mcg)/kg"
)
"""How wards write of patients."""
SUDDEN = re.compile(
    r"\b(just|now|running|suddenly|arrest\w*|collaps\w*|fitt(ed|ing)|seiz(ed|ing)|gcs|unconscious"
    r"|unrespon\w*|apnoeic|apneic|blue|grey|peri ?arrest|deteriorating|sats|spo2)\b"
)
"""What happens at this moment: no ward asks calmly then."""
WANTED = re.compile(
    r"\b(doses?|dosing|regimen|how (long|soon|fast|quick(ly)?|many (days|hours|weeks))|time to"
    r"|when (does|do|should|would|is|can|to)|expected|median|onset|lag|peak|window|vs|versus"
    r"|(better|worse|faster) than|instead|first|evidence|trials?|data|literature|published|reported"
    r"|odds|chances?|works?|effective|worth|add|guidelines?|position|yield|y/n)\b"
)
"""What a question about a treatment asks for: dose, time, a comparison, how well it works."""
READINGS = (
    ("sats?|spo2|o2|saturations?", 40, 91), ("bp|sbp|systolic", 40, 89), ("gcs", 3, 14),
    ("hb|haemoglobin", 20, 70), ("plts?|platelets?|counts?", 0, 10), ("fvc|vc", 5, 20),
    ("hr|pulse|heart rate", 130, 260), ("rr|resps?", 28, 90), ("bp|sbp|systolic", 181, 290),
    ("temp(?:erature)?|t|fever(?: of)?", 38, 42), ("lactate", 4, 20), ("news", 7, 20),
)  # fmt: skip
"""What is measured, and the least and greatest number that alarms, in the usual units."""
_READING = (
    r"\b(?:{names})\W{{0,3}}(?:is |are |was |of |now |at |down to |only |just )*"
    r"(\d{{1,3}}(?:\.\d)?)"
)
_LEVELS = [(re.compile(_READING.format(names=names)), low, high) for names, low, high in READINGS]


def alarming(said: str) -> bool:
    """Whether a reading is named that is dangerous by itself, such as a saturation of 86."""
    return any(
        low <= float(found) <= high
        for pattern, low, high in _LEVELS
        for found in pattern.findall(said)
    )


def asks_calmly(text: str) -> bool:
    """Whether a ward's shorthand asks for dose, time or a comparison, of nothing sudden."""
    said = fold(text).replace("'", "")
    asked = WARD.search(said) and WANTED.search(said)
    return bool(asked) and not any(each.search(said) for each in (HELP, OWN, SUDDEN))


def moment_of(text: str) -> NDArray[np.float32]:
    """An array of shape (1, SIGNS), each from 0 to 1.5: the signs, and some of them together."""
    said = fold(text).replace("'", "")
    own, other = bool(OWN.search(said)), bool(OTHER.search(said))
    now, known, past = (min(len(each.findall(said)), 3) for each in (NOW, KNOWLEDGE, PAST))
    asking, of_things = bool(ASKING.search(said)), bool(OF_THINGS.search(said))
    vital, somebody = bool(VITAL.search(said)), own or other
    short = len(said.split()) <= 6
    body, dying = bool(BODY.search(said)), bool(DYING.search(said))
    means, farewell, ending = (bool(each.search(said)) for each in (MEANS, FAREWELL, ENDING))
    ward, wanted, helping = (bool(each.search(said)) for each in (WARD, WANTED, HELP))
    calm = any(each.search(said) for each in (LONG_AGO, TO_COME, WELL, LESSON, TAKEN_BACK))
    signs = [
        own, other, now / 2, bool(DOING.search(said)), asking, of_things, known / 2, past / 2,
        bool(SUPPOSED.search(said)), bool(TOLD.search(said)), helping, vital,
        _is_shouted(text), "!" in text,
        bool(TAKEN_BACK.search(said)), bool(THANKS.search(said)), bool(PEOPLE.search(said)),
        bool(LONG_AGO.search(said)), bool(TO_COME.search(said)), bool(WELL.search(said)),
        bool(LESSON.search(said)), body, dying, alarming(said),
        means, farewell, ending, ward, wanted,
    ]  # fmt: skip
    together = [
        somebody and now and not asking, asking and not somebody,
        somebody and not asking and not known, asking and somebody,
        (asking or of_things) and known, not somebody and not asking,
        short and somebody, short and not somebody,
        said.rstrip().endswith("?") and not now, somebody and past, vital and now,
        not (body or dying), body and now and somebody, body and calm, dying and own,
        body and not calm and not asking, dying and calm, calm and asking,
        means and own and not calm, means and (farewell or ending), farewell and somebody,
        ending and own, (means or farewell or ending) and not somebody,
        ward and wanted and not helping, ward and wanted and not own, ward and not wanted,
    ]  # fmt: skip
    return np.array([[*signs, *map(bool, together)]], dtype=np.float32)


def _is_shouted(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return sum(each.isupper() for each in letters) > 0.6 * len(letters)
