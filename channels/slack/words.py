"""What the channel itself says in Slack. No medicine in here."""

from __future__ import annotations

PRIVATELY = "I have answered the writer privately."
FILES = "I can't open files, so I read only the words of the message."
ONLY_FILES = "I can't open files; please type the question."
TOO_FEW_WORDS = "Please type a question, for example: does IVIG help CIDP?"
NOT_THE_LATEST = (
    "I can reword only my latest answer to you here. Please ask the question again to see it "
    "in other words."
)
NOT_KEPT = "I no longer have that answer; please ask the question again to share it."
HELP = "what can you do?"
PASSES_THROUGH = (
    "Messages to me pass through Slack, and Slack keeps them as your workspace has set. "
    "Please write no names or birth dates of patients."
)

TO_PLAIN = "give me the plain version"
TO_CLINICAL = "give me the clinical version"
SWITCH = {"plain": TO_PLAIN, "clinical": TO_CLINICAL}

# What an answer is about, at its head. A kind that is not here has no header.
HEADERS = {
    "efficacy": "Does it help?",
    "comparison": "Compared",
    "dosing": "Published doses",
    "timing": "Timing",
    "approval": "Approval",
    "guideline": "Guidelines",
    "predictors": "Who responds",
    "mechanism": "How it acts",
    "definition": "What it means",
    "administration": "How it is given",
    "safety": "Side effects and safety",
    "evidence_list": "What is on record",
    "alternatives": "Other treatments",
    "evidence_basis": "The studies behind it",
    "certainty": "How sure it is",
    "updates": "What is new",
    "no_record": "Not on record",
    "unknown_concept": "Not on record",
}
