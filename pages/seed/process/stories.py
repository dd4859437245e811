"""The table of the demo: thirty invented organisations around Niort, and what each of them lives.

Days are counted from the opening of a file; the number beside a name says how long ago that was. What would happen
tomorrow is not told: a story whose end is to come is under way today.
"""

from core.colleges import CODES
from pages.seed.process.plot import (
    Step,
    Story,
    admitted,
    answered,
    appointed,
    deliberated,
    discussed,
    granted,
    heard,
    heard_without_visit,
    opened,
    reported,
    sealed,
    step,
    submitted,
)

__all__ = ["STORIES", "Step"]

ALL = dict.fromkeys(CODES, "ccccc")
FEW = {"consumers": "cc", "government": "-c", "industry": "cc-", "labour": "c-", "ngo": "c-c", "ssro": "-c"}

DECIDED = (
    # Consensus in the first round.
    Story("bricole", -128, granted(**ALL | {"ngo": "cc-c", "government": "-cc"})),
    # A college was vacant, then two renewals; the last one under the new charter, whose visit has a day.
    Story(
        "jardins", -745,
        granted(consumers="ccacc", industry="cccc", labour="ccc", ngo="ccc-c", ssro="-cc")
        + heard(347, part="renewal") + deliberated(394, **FEW, most=3)
        + appointed(715, part="renewal_2") + step(742, "propose_date", ahead=9) + step(743, "agree_date"),
    ),
    # A tie inside a college that objects; the objection is lifted after reconciliation; renewed under the new charter.
    Story(
        "halabrane", -500,
        heard() + deliberated(47, labour="oca-", ngo="cc-c") + answered(70)
        + discussed(80, days=14, most=3, labour="cccc", ngo="crcc") + step(88, "end_objections")
        + step(94, "close") + step(170, "prove") + step(178, "verify")
        + heard_without_visit(375, part="renewal") + deliberated(403, days=14, **FEW, most=3),
    ),
    # Its certificate has ended, and nobody asked for another.
    Story("galette", -530, granted(consumers="cccr", ngo="ccca", ssro="c-c")),
    # Granted with two conditions: one is met, the other overdue.
    Story(
        "bief", -290,
        granted(labour="rccc", ngo="ccrc", government="ccc") + step(150, "prove") + step(163, "verify"),
    ),
    # Three rounds without consensus: deferred; after its progress plan, granted.
    Story(
        "puits", -330,
        heard() + deliberated(47, days=14, consumers="ooc-a", ngo="cocc") + answered(62)
        + deliberated(76, days=14, most=3, **FEW | {"consumers": "oo-a"})
        + deliberated(106, days=14, most=3, **FEW | {"consumers": "oo-c"})
        + heard_without_visit(232, part="follow_up") + deliberated(260, days=14, most=3, **FEW | {"ngo": "ccc"}),
    ),
    # An objection is withdrawn before the close; a reservation stays as a remark.
    Story(
        "petrin", -212,
        heard() + discussed(47, ngo="ococ", consumers="crccc") + step(61, "admit_objections")
        + step(64, "end_objections", action="withdraw") + step(68, "close"),
    ),
    # Somebody who sits discovers an interest.
    Story("cles", -190, heard() + step(50, "recuse", seat="ssro-2") + deliberated(47, government="cac", ssro="c-cc")),
    # Too few colleges answer; the round is extended, and they do.
    Story(
        "pirouette", -170,
        heard() + deliberated(47, consumers="cc", government="", industry="c-", labour="cac", ngo="", ssro="")
        + step(71, "speak", part=0, said=FEW | {"labour": "", "consumers": "--c", "industry": "--cc"})
        + step(73, "speak", part=1, said=FEW | {"labour": "", "consumers": "--c", "industry": "--cc"})
        + step(75, "close"),
    ),
    # Suspended today.
    Story(
        "marouette", -380,
        granted(ngo="cccr", labour="acc") + step(335, "suspend") + step(351, "confirm_suspension"),
    ),
    # Gave its certificate back.
    Story("meunier", -640, granted(government="", consumers="ccc-c", ssro="ccaa") + step(220, "renounce")),
    # Deferred, then refused; appealed, and the panel has confirmed.
    Story(
        "sacoches", -690,
        heard() + deliberated(47, labour="ooac", ssro="cocc", ngo="aacc") + answered(70)
        + deliberated(90, days=14, most=3, **FEW | {"labour": "oo-c"})
        + deliberated(115, days=14, most=3, **FEW | {"labour": "oo-"})
        + heard(295, part="follow_up") + deliberated(342, days=14, most=3, **FEW | {"labour": "oo-c", "ngo": "oc"})
        + answered(358) + deliberated(367, days=14, most=3, **FEW | {"labour": "ooc"})
        + deliberated(392, days=14, most=3, **FEW | {"labour": "oo"})
        + step(420, "appeal") + step(428, "convene_panel") + step(440, "vote"),
    ),
    # A condition was never met: suspended, then taken away.
    Story(
        "mains", -680,
        granted(labour="crcc", government="") + step(240, "suspend") + step(259, "confirm_suspension")
        + step(300, "take_away"),
    ),
    # Deferred; its progress plan runs.
    Story(
        "soif", -200,
        heard() + deliberated(47, days=14, labour="ooc-", government="oac") + answered(62)
        + deliberated(72, days=14, most=3, **FEW | {"labour": "ooc"})
        + deliberated(95, days=14, most=3, **FEW | {"labour": "oo"}),
    ),
    # Granted with a mistake in the record, put right beside it; the renewal is being written.
    Story("chemins", -378, granted(labour="c-cc", ngo="ccr") + step(75, "correct") + opened(362, part="renewal")),
    # The first round was stopped; the second one agreed.
    Story(
        "cric", -100,
        heard() + sealed(47, most=8) + step(55, "void") + deliberated(64, industry="cacc", labour="ccrc"),
    ),
)  # fmt: skip

UNDER_WAY = (
    # Discussed today, positions come in.
    Story("cafe", -62, heard() + discussed(47, most=13, consumers="-cc", industry="-c-c", labour="-c", ngo="-rc")),
    Story(
        "pignon", -61,
        heard() + discussed(47, most=13, consumers="-cc", government="-c", labour="-o-c", ngo="--c", ssro="-cc"),
    ),
    # The second round, after an answer.
    Story(
        "livre", -105,
        heard() + deliberated(47, days=14, ssro="ococ", ngo="cca") + answered(63)
        + discussed(93, most=13, consumers="-c", ngo="-c", labour="--c", ssro="-c-c") + step(103, "end_objections"),
    ),
    # Sealed opinions run.
    Story("tournesols", -50, heard() + sealed(47, most=14, skip=6)),
    # An objection awaits an answer: a tie in its college.
    Story("copeaux", -80, heard() + deliberated(47, industry="oco-c", ssro="cac") + step(71, "admit_objections")),
    # No quorum, in spite of an extension.
    Story(
        "tontine", -92,
        heard() + deliberated(47, consumers="cc", government="", industry="", labour="ca", ngo="cc", ssro="")
        + step(75, "close"),
    ),
    # Open to the opinion of members.
    Story("etagere", -36, heard()),
    # A pair is named and has no day yet; a pair has been there, and one of them has signed.
    Story("permanence", -14, admitted() + step(6, "appoint", pair=1)),
    Story("passerelle", -30, reported() + step(21, "sign_report", most=1)),
    # The form: being read, awaiting, sent back, being written.
    Story("puce", -8, submitted() + step(3, "screen")),
    Story("nuage", -4, submitted()),
    Story("garance", -20, submitted() + step(3, "screen") + step(5, "send_back")),
    Story("pierre", -9, opened(most=8)),
    # The applicant has stopped.
    Story("bocal", -150, heard() + step(36, "withdraw")),
)  # fmt: skip

STORIES = DECIDED + UNDER_WAY
