"""Short forms that are mostly ordinary words: read by what stands beside them, never asked."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer

READ = """
is exchange as good as immunoglobulin in a crisis | plasma-exchange
how far apart are IVIG and exchange sessions | plasma-exchange
can I exchange my Hizentra for another brand |
is the exchange rate good for buying ivig abroad |
anything new on FcRn in MMN | fcrn-inhibitors
how does ivig saturate FcRn |
is IVIG worth it after allo | stem-cell-transplantation
does ivig help with allo antibodies |
what do people with ME say about ivig | me-cfs
did ivig help me |
tell me about me and ivig |
blood clots from an icing infusion | ivig
icing my knee helps |
IVIG alone or with MP | methylprednisolone
my baby has heart block, does IVIG help | congenital-heart-block
switching from private gen to octagon | ivig
the under-the-skin form for CIDP | scig
drops made from immunoglobulin for my eyes | topical-ig
"""
UNDECIDED = "does ivig help heart block"


@pytest.mark.parametrize("line", READ.strip().splitlines())
def test_a_short_form_is_read_by_its_neighbours(gazetteer: Gazetteer, line: str) -> None:
    text, _, meant = (part.strip() for part in line.partition("|"))
    forms = {"exchange", "fcrn", "allo", "me", "icing", "mp", "heart block"}
    mentions = gazetteer.link(text)
    found = [each.id for each in mentions if each.text.lower() in forms or each.id == meant]
    assert meant in found if meant else found == []


def test_a_word_that_is_mostly_a_name_is_still_asked_about(gazetteer: Gazetteer) -> None:
    assert "ambiguous" in [each.kind for each in gazetteer.link(UNDECIDED)]
