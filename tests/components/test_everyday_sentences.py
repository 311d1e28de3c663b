"""Which diseases are found in real sentences, and which words are never taken for one."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from evidence.question import Mention

# (sentence, what is found in it): a store's id; "-name" for a disease or drug that it does not
# cover; "?word" for a name that is asked about. "*" marks a misspelt name. Terms are left out.
NOTHING_FOUND = """
it started in may and got worse in june
in may I got my first infusion
lead me through the evidence please
the lead nurse changed the rate
is there lead in the tubing
my legs feel like lead
I am too fat for a standard dose
oat milk before the infusion
we wed last spring
the sheets were wet
pots and pans are heavy for me
a set of cooking pots
my visual aids are broken
she takes aids to walk
ted said it works
als ob das hilft
she is out for lunch
out of stock again
the drip ran out for a walk
for how long
it is for my mother
I caught a cold before my infusion
the bag was still cold
in shock about the price
it was a shock to hear that
the line was blocked
a pin in my leg
pins and needles in my feet
stress makes me worse
my back is stiff
hives of bees
a boil water notice
plague of emails
the acute ward was full
is it a cure or a treatment
we need a scan and a swab
mum has a stoma
the child is well
the dressing was wet
does it sting
mr down asked me
hunter and young are my nurses
we grade it and bloom it
a chronic waste of time
it was a severe disappointment
the syndrome
which disease is that
is it a disorder or an infection
this is a rare genetic condition
she was born prematurely
the thumb splint
an allergy to peanuts
a sweet nurse
I scratched my scar
can you tell me more about the evidence
was it a dream or a nightmare
the effect is short
they said low risk
he is a good man
take two cups of coffee
"""
SAFETY = """
can ivig cause kidney failure | ivig
is it safe for someone with kidney disease |
my dad has heart disease, is the drip risky |
blood clot risk after ivig | ivig
what if I have a history of blood clots |
aseptic meningitis after the infusion |
can it cause hemolysis |
is ivig ok in pregnancy | ivig
ivig and IgA deficiency | ivig
selective iga deficiency and ivig | ivig
high blood pressure and ivig, any problem | ivig
what about hypertension and ivig | ivig
diabetes and the sugar in ivig | ivig
is hizentra ok with fructose intolerance | scig
headache after ivig | ivig
migraine after ivig what helps | ivig
she had a stroke during ivig | ivig
does ivig help migraine | ivig, -migraine
bad joint pain the day after |
back pain during the drip |
I had a rash on my arms after ivig | ivig
fever and chills since the infusion |
chest pain during my infusion |
low blood pressure during the infusion |
swollen ankles and fluid overload |
ivig made my skin itch | ivig
is thrombosis more likely with age |
serum sickness after immunoglobulin | ivig
can ivig cause pulmonary edema | ivig
brain fog after ivig | ivig
does it help with the fatigue |
cold hands since ivig | ivig
can it lower my sodium level |
could my leg swell up |
my muscle weakness is back |
is hair loss a side effect |
weight gain on ivig | ivig
do I get dehydration from it |
shortness of breath during the drip |
"""
COVERED = """
does ivig help pots | ivig, pots
does ivig help als | ivig, als
does ivig help ms | ivig, multiple-sclerosis
MG flare | myasthenia-gravis
500 mg of prednisone | prednisone
SPS | stiff-person-syndrome
ivig for CIDP | ivig, cidp
ivig for chronic inflammatory demyelinating polyneuritis | ivig, cidp
ivig for myasthenia gravis with acute exacerbation | ivig, myasthenia-gravis
ivig for myasthenia gravis in crisis | ivig, myasthenia-gravis
ivig for idiopathic thrombocytopenic purpura | ivig, itp
ivig for hemorrhagic thrombocytopenic purpura | ivig, itp
ivig for dermatopolymyositis | ivig, inflammatory-myopathy
ivig for systemic lupus erythematosus with kidney involvement | ivig, lupus
ivig for juvenile myoclonic epilepsy | ivig, epilepsy
ivig for severe eosinophilic asthma | ivig, asthma
ivig for giant cell myocarditis | ivig, -giant cell myocarditis
MS Smith told me about ivig | ivig
what does the MS Society say about ivig | multiple-sclerosis, ivig
ivig for relapsing MS. Thanks | ivig, multiple-sclerosis
ivig for Job syndrome | ivig, -hyper-IgE syndrome
ivig in IPEX | ivig, -IPEX syndrome
ivig for iritis | ivig, -iritis
ivig for lymphocytic myocarditis | ivig, myocarditis
ivig for b19 prca | ivig, parvovirus-red-cell-aplasia
ivig for kidney rejection | ivig, -rejection of a kidney transplant
apheresis for GBS | -apheresis, gbs
the immunocompromised and ivig | ivig
ivig for pemphigus vegetans | ivig, pemphigus
ivig for Miller Fisher Syndrome | ivig, miller-fisher-syndrome
ivig for inflammatory polyneuropathy | ivig, inflammatory-neuropathy
ivig for polymyositis with myopathy | ivig, polymyositis
ivig for paraneoplastic sensory ganglionopathy | ivig, sensory-neuropathy
does ivig help narcolepsi | ivig, narcolepsy*
ivig for SLE and gout | ivig, lupus, -gout
ivig for CIDP and Marfan syndrome | ivig, cidp, -Marfan syndrome
GBS after campylobacter enteritis | gbs, -Campylobacter enteritis
ivig for my toxic neuropathy | ivig, ?neuropathy
"""
UNCOVERED = """
ivig for gout | ivig, -gout
ivig for shingles | ivig, -shingles
does it clear acne | -acne
ivig for scurvy | ivig, -scurvy
ivig for leprosy | ivig, -leprosy
ivig for rabies | ivig, -rabies
ivig for mumps | ivig, -mumps
does ivig help aids | ivig, -HIV infection
ivig for tennis elbow | ivig, -tennis elbow
ivig for yellow nail syndrome | ivig, -yellow nail syndrome
ivig for Down syndrome | ivig, -Down syndrome
ivig for cerebral palsy | ivig, -cerebral palsy
ivig for Wilson's disease | ivig, -Wilson disease
ivig for haemochromatosis | ivig, -haemochromatosis
ivig for hemochromatosis | ivig, -haemochromatosis
ivig for pancreatic cancer | ivig, -pancreatic cancer
ivig for ovarian cancer | ivig, -ovarian cancer
ivig for cancer of the thymus | ivig, -cancer of the thymus
ivig for Burkitt's lymphoma | ivig, -Burkitt lymphoma
ivig for burkitts lymphoma | ivig, -Burkitt lymphoma
ivig for Wilms tumour | ivig, -Wilms tumor
ivig for bronchopulmonary dysplasia | ivig, -bronchopulmonary dysplasia
ivig for Alport syndrome | ivig, -Alport syndrome
ivig for VEXAS syndrome | ivig, -VEXAS syndrome
ivig for ataxia telangiectasia | ivig, -ataxia telangiectasia
ivig for Wolff-Parkinson-White syndrome | ivig, -Wolff-Parkinson-White syndrome
ivig for bells palsy | ivig, -Bell's palsy
ivig for Marfans syndrome | ivig, -Marfan syndrome
ivig for toxoplasmosis | ivig, -toxoplasmosis
ivig for Felty's syndrome | ivig, -Felty's syndrome
ivig for Dravet syndrome | ivig, -Dravet syndrome
ivig for Joubert syndrome | ivig, -Joubert syndrome
ivig for rickettsiosis | ivig, -rickettsiosis
ivig for alcoholic polyneuropathy | ivig, -alcoholic polyneuropathy
ivig for lupus vulgaris | ivig, -lupus vulgaris
ivig for lupus pernio | ivig, -sarcoidosis
ivig for benign familial pemphigus | ivig, -Hailey-Hailey disease
ivig for congenital myasthenia | ivig, -congenital myasthenic syndrome
ivig for retinopathy of prematurity | ivig, -retinopathy of prematurity
ivig for contact eczema | ivig, -contact eczema
ivig for Marinesco-Sjogren syndrome | ivig, -Marinesco-Sjögren syndrome
ivig for tuberculous myocarditis | ivig, -tuberculous myocarditis
"""
MISSPELT = """
does ivig help fibromialgia | ivig, -fibromyalgia*
endometreosis and ivig | -endometriosis*, ivig
does ivig help hashimotos | ivig, -Hashimoto's thyroiditis
ivig for crohns disease | ivig, -Crohn's disease
ivig for ulcerative colitus | ivig, -ulcerative colitis*
does ivig help cistic fibrosis | ivig, -cystic fibrosis*
ivig and psoriasys | ivig, -psoriasis*
does it help osteoperosis | -osteoporosis*
ivig for parkinsons | ivig, -Parkinson disease
does ivig help neuro fibromatosis | ivig, -neurofibromatosis*
prader willi syndrom and ivig | -Prader-Willi syndrome*, ivig
does ivig help takotsubu syndrome | ivig, -Takotsubo syndrome*
does ivig help dravet syndrom | ivig, -Dravet syndrome*
does it help pancreatitus | -pancreatitis*
does ivig work for tubercolosis | ivig, -tuberculosis*
does ivig work for aspergilosis | ivig, -aspergillosis*
does ivig work for histoplasmosys | ivig, -histoplasmosis*
does ivig work for leishmaniosis | ivig, -leishmaniasis*
ivig for ankilosing spondylitis | ivig, -ankylosing spondylitis*
ivig for sarcoidosys | ivig, -sarcoidosis*
"""


def rows(table: str) -> list[tuple[str, str]]:
    """(sentence, what is found) of each line; "" where the line names nothing."""
    lines = (line.partition("|") for line in table.strip().splitlines())
    return [(sentence.strip(), found.strip()) for sentence, _, found in lines]


def told(mention: Mention) -> str:
    """A mention as the tables above write it."""
    name = {"ambiguous": f"?{mention.name}", "uncovered": f"-{mention.name}"}.get(
        mention.kind, mention.id or ""
    )
    if mention.covers == "unrecognised":
        name = "?"
    return name + "*" * mention.corrected


ALL = [*rows(NOTHING_FOUND), *rows(SAFETY), *rows(COVERED), *rows(UNCOVERED), *rows(MISSPELT)]


def test_there_are_enough_of_them() -> None:
    assert len({sentence for sentence, _ in ALL}) == len(ALL) >= 150


@pytest.mark.parametrize(("sentence", "found"), ALL)
def test_what_is_found_in_a_sentence(gazetteer: Gazetteer, sentence: str, found: str) -> None:
    mentions = [told(each) for each in gazetteer.link(sentence) if each.kind != "term"]
    assert ", ".join(mentions) == found
