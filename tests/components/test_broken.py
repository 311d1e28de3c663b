"""Names that a phone's keyboard or dictation broke into other words, and words run together."""

from __future__ import annotations

import pytest

from components.gazetteer import Gazetteer
from components.linker import taught_words

# (what the phone wrote, the concept that was meant)
BROKEN = """
multi focal motor new ropathy | mmn
multi vocal motor neuropathy | mmn
multi folk all motor neuro pathy | mmn
multiple focal motor new rob a thee | mmn
chronic in flam a tory demyelinating poly new rop a thy | cidp
Killian Barre syndrome | gbs
my a senior gravis | myasthenia-gravis
mayas tina gravis | myasthenia-gravis
my sthenia graves | myasthenia-gravis
miss the nia gravis | myasthenia-gravis
lamb bird Eaton syndrome | lems
lambert eating my asthenic syndrome | lems
derma to my ositis | dermatomyositis
dermato mayo site is | dermatomyositis
poly my o sitis | polymyositis
polly mayo sitis | polymyositis
inclusion body my oh sitis | inclusion-body-myositis
stiff purse on syndrome | stiff-person-syndrome
stiff person sin drome | stiff-person-syndrome
cow a saki disease | kawasaki-disease
kava saki disease | kawasaki-disease
immune thrombo site a penia | itp
immune from bose I toe penia | itp
auto immune human lytic anemia | autoimmune-haemolytic-anaemia
autoimmune he molly tick anaemia | autoimmune-haemolytic-anaemia
bullous pem figured | bullous-pemphigoid
bullish pen figoid | bullous-pemphigoid
pem figures vulgaris | pemphigus
pen figus vulgar is | pemphigus
opso clone us myo clone us | opsoclonus-myoclonus-syndrome
obsolete clonus myoclonus | opsoclonus-myoclonus-syndrome
chronic lympho acidic leukaemia | cll
chronic lymph o citric leukemia | cll
auto immune and cephalitis | autoimmune-encephalitis
Ras mason encephalitis | rasmussen-encephalitis
rasmus in encephalitis | rasmussen-encephalitis
neuro my light is optica | nmosd
new romy elitis optica | nmosd
small fibre new rob athy | small-fibre-neuropathy
small fiber neuro path he | small-fibre-neuropathy
vascular tick neuropathy | vasculitic-neuropathy
vask you lytic neuropathy | vasculitic-neuropathy
diabetic army trophy | diabetic-amyotrophy
post polio sin drome | post-polio
nark o lepsy | narcolepsy
systemic scler oh sis | systemic-sclerosis
systemic clear osis | systemic-sclerosis
hypo gamma globe you linemia | immunodeficiency
hypo gamma global anemia | immunodeficiency
primary immune odd efficiency | primary-immunodeficiency
primary immuno deficient see | primary-immunodeficiency
hemo fag acidic lympho histio cytosis | hlh
hemophagocytic limp o histio cytosis | hlh
toxic epidermal neck relisys | sjs-ten
sclera mix edema | scleromyxedema
sclero mix a demon | scleromyxedema
new romy o tonia | neuromyotonia
neuro sark oid osis | neurosarcoidosis
neuro circle doses | neurosarcoidosis
acquired hemo feel ya | acquired-haemophilia
acquired he mophilia | acquired-haemophilia
post transfusion poor pura | post-transfusion-purpura
chronic ur tick area | chronic-urticaria
chronic artic aria | chronic-urticaria
a topic derma tie tis | atopic-dermatitis
recurrent Miss carriage | recurrent-miscarriage
room a Toyed arthritis | rheumatoid-arthritis
multiple scare osis | multiple-sclerosis
multiple sclera cyst | multiple-sclerosis
optic noor itis | optic-neuritis
neck rotizing my opathy | necrotizing-myopathy
necrotising my apathy | necrotizing-myopathy
anti phosphor lipid syndrome | antiphospholipid-syndrome
anti foss for lipid syndrome | antiphospholipid-syndrome
plaza exchange | plasma-exchange
plasma for he sis | plasma-exchange
plasma fur esis | plasma-exchange
immune o globe u lin | ivig
immuno globe in | ivig
emu no globulin | ivig
in uno globulin | ivig
intra venus immuno globe in | ivig
sub cute aneous immune globulin | scig
methyl pred nisso loan | methylprednisolone
bread nis alone | prednisolone
retox a mab | rituximab
ef gar ticky mod | efgartigimod
narco leprosy | narcolepsy
auto immune hemo lyric anaemia | autoimmune-haemolytic-anaemia
bullous pamphlet | bullous-pemphigoid
option clonus my colonies | opsoclonus-myoclonus-syndrome
chronic limp acidic leukemia | cll
my senior gravis | myasthenia-gravis
multi vocal motor new rob athy | mmn
FC urn blockers | fcrn-inhibitors
auto immune in several itis | autoimmune-encephalitis
plasma ex change | plasma-exchange
immune globe you in | ivig
immune global in | ivig
cow a sake disease | kawasaki-disease
der mato my o sitis | dermatomyositis
Julian Barry syndrome | gbs
Viv guard | efgartigimod
my asthenia | myasthenia-gravis
mystic nia gravis | myasthenia-gravis
my Austrian gravis | myasthenia-gravis
Myanmar gravis | myasthenia-gravis
lambert eastern syndrome | lems
Julian Barre | gbs
derma tom is itis | dermatomyositis
poly mayo site is | polymyositis
inclusive body myositis | inclusion-body-myositis
stiff parsons syndrome | stiff-person-syndrome
steph person syndrome | stiff-person-syndrome
kawasocky disease | kawasaki-disease
Kawasaki's decease | kawasaki-disease
pen fig us | pemphigus
multi focal motor neuron path he | mmn
multiple scoliosis | multiple-sclerosis
multiple scler oasis | multiple-sclerosis
neuro mile itis optica | nmosd
euro myelitis optica | nmosd
optic new ritis | optic-neuritis
auto immune encephala itis | autoimmune-encephalitis
immune thrombo cyto penny a | itp
immune thrombosis topenia | itp
hemolytic disease of the new corn | haemolytic-disease-of-newborn
hemo phago lymph histio cytosis | hlh
Steven Johnsons sin drome | sjs-ten
toxic epidermal necro lies is | sjs-ten
small fiver new ropathy | small-fibre-neuropathy
diabetic ammo trophy | diabetic-amyotrophy
rasp mussen encephalitis | rasmussen-encephalitis
narco lap see | narcolepsy
atomic dermatitis | atopic-dermatitis
common variable amino deficiency | primary-immunodeficiency
hypo gamma global in emia | immunodeficiency
systemic loop us | lupus
lupus nephrites | lupus-nephritis
rheumatoid author itis | rheumatoid-arthritis
antiphospholipid sin drome | antiphospholipid-syndrome
catastrophic anti fossil lipid syndrome | catastrophic-antiphospholipid-syndrome
plasma for esis | plasma-exchange
plasma fresh is | plasma-exchange
plasma exchanger | plasma-exchange
immune globe in | ivig
immune global inn | ivig
immuno glob you lin | ivig
intra venous immune globulin | ivig
pread nisolone | prednisolone
rit ox i mab | rituximab
Zilla co plan | zilucoplan
in flex a mab | infliximab
"""
ORDINARY = """
it came out of the blue
my senior colleague asked me that
a private generation of patients
Julian and Barry from the ward say hello
the option was clear to my colonies of friends
my singer friend and her narrow escape
she sent me a bullet list and a pamphlet
he limps and likes acid drops
a chronic limp since the fall
the new robot at the clinic
we have multiple focal points in the garden
several of us ate demons of a curry
the plasma screen was exchanged at the shop
an immune system out of step
global immune response in the news
they in the lab use a globe you know
a cow ate a cake at the show
in several days it is over
the patience of a stiff upper lip
her person of trust is her sister
a room at the top for the art group
clear the system of cysts
the army trophy stands on the shelf
my company paid a trophy fee
the nurse was polite and in a hurry
poly bags and my own scissors
a neural light in the optician's shop
small fires in the nature park
the vascular surgeon ticked a box
a fisherman called Miller
he is a miller, a fisher and a cook
press the button and the nurse comes
the antics of my aunt
I was carried to bed by my son
she carried on after the third cycle
it is still worth a try
the last one hurt less
we lost one bag in the fridge
after it is done I sleep
about it is all I know
for this is the third time
a gene for it runs in the family
my dermatologist is keen on it
the neurologist and my rheumatologist agree
in exacerbations I lie down
whatever helps in the evening
a plasma derived product
planning a pregnancy is hard
what do the antibodies look like in a picture
more of the same for a month
the risk is low in my opinion
the insurance wants another letter
is a weekend infusion possible
can I drive home after it
my arm was sore where the needle went in
the pharmacist swapped brands on me
they ran it too fast last time
nobody explained the consent form
do I need to fast before it
her veins are hard to find
is it normal to shiver for an hour
should the bag be warm
which arm is better for a student who writes
thanks for the quick answer
the summer was terrible for my joints
a mad summer in the garden
my father in law has a stiff neck
my wheels came off at forty
the method tracks each dose
equal parts of water and milk
"""
TOGETHER = """
ivigfor gbs | ivig for gbs
doesivig help | does ivig help
what is the ivigdose for cidp | what is the ivig dose for cidp
can ivighelp me | can ivig help me
Ivigor plasmapheresis | Ivig or plasmapheresis
steroidsand ivig | steroids and ivig
rituximabfor mmn | rituximab for mmn
ivigcidp | ivig cidp
"""
APART = """
complex, simplex, duplex and amplex
ivigg and ivgi
immunoglobulins
prednisoneish
plexis and plexiglass
"""


def pairs(lines: str) -> list[tuple[str, str]]:
    """The two sides of each line."""
    return [
        (left.strip(), right.strip())
        for left, right in (line.split("|") for line in lines.strip().splitlines())
    ]


def concepts(gazetteer: Gazetteer, text: str) -> list[str | None]:
    """What is linked in a text as a condition or treatment, covered or not, each once."""
    kinds = ("condition", "treatment", "uncovered", "ambiguous")
    return list(dict.fromkeys(each.id for each in gazetteer.link(text) if each.kind in kinds))


@pytest.mark.parametrize(("broken", "meant"), pairs(BROKEN))
def test_a_broken_name_is_read_and_told(gazetteer: Gazetteer, broken: str, meant: str) -> None:
    assert concepts(gazetteer, broken) == [meant]
    assert all(each.corrected for each in gazetteer.link(broken) if each.id == meant)
    assert concepts(gazetteer, f"mum has {broken}, what now") == [meant]


@pytest.mark.parametrize("text", ORDINARY.strip().splitlines())
def test_an_ordinary_sentence_names_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert concepts(gazetteer, text) == []


def test_hardly_a_training_question_holds_a_broken_name(
    gazetteer: Gazetteer, examples: list[tuple[str, str]]
) -> None:
    """None that is right as it stands: the few that are found are broken indeed."""
    found = [
        (text, each.text)
        for _, text in examples[::5]
        for each in gazetteer.link(text)
        if each.corrected and each.text.count(" ") > 1
    ]
    assert len(found) < len(examples) / 1_000, found


@pytest.mark.parametrize(("typed", "parted"), pairs(TOGETHER))
def test_a_word_run_together_with_a_treatment_is_parted(
    gazetteer: Gazetteer, typed: str, parted: str
) -> None:
    assert gazetteer.parted(typed) == parted


@pytest.mark.parametrize("text", APART.strip().splitlines())
def test_words_stay_whole(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.parted(text) == text


def test_no_training_question_is_parted(
    gazetteer: Gazetteer, examples: list[tuple[str, str]]
) -> None:
    assert taught_words(text for _, text in examples)["ivig"] > 0
    assert [text for _, text in examples if gazetteer.parted(text) != text] == []


def test_a_word_of_thousands_of_letters_stays_whole(gazetteer: Gazetteer) -> None:
    """Looking for names in every place of it would keep the service from answering for minutes."""
    for word in ("ivigfor" * 2_800, "a" * 20_000):
        assert gazetteer.parted(word) == word
