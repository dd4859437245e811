"""What the process answers to whoever may not do something, in words."""

from django.utils.translation import gettext_lazy as _

from core.permissions import Verdict

NOT_YOURS = Verdict(False, _("This is not for you to do."))
SIGN_IN = Verdict(False, _("Sign in first."))
NOT_NOW = Verdict(False, _("This can no longer be done: somebody may have done it just before you."), is_untimely=True)
DECLARE = Verdict(False, _("First say whether you have an interest in this file."))
RECUSED = Verdict(False, _("You have an interest in this file: you see what everybody sees."))
OVER = Verdict(
    False, _("It is too late: the time for this is over. Nothing of what you typed is lost."), is_untimely=True
)
SEALED = Verdict(False, _("Positions are taken once the sealed opinions are in."), is_untimely=True)
SUBMITTED = Verdict(False, _("You have submitted your opinion: it changes no more."), is_untimely=True)
OPINION_RUNS = Verdict(False, _("The public opinion is not over yet."), is_untimely=True)
NO_REPORT = Verdict(
    False, _("The report of the visit is not signed yet, or the applicant may still reply."), is_untimely=True
)
UNANSWERED = Verdict(False, _("An objection has no written answer yet."), is_untimely=True)
TOO_EARLY = Verdict(
    False, _("It is too early: the round has neither reached its end, nor has everybody spoken."), is_untimely=True
)
TOO_LATE_TO_APPEAL = Verdict(
    False, _("One may appeal once, within the delay that the charter gives."), is_untimely=True
)
RENEWAL_LATER = Verdict(False, _("It is too early to renew."), is_untimely=True)
SIGN_NOTE = Verdict(False, _("First sign the note on confidentiality."))
NOTE_SIGNED = Verdict(False, _("You have signed the note on confidentiality already."), is_untimely=True)
ANSWERED = Verdict(
    False, _("A message can be changed or taken back for fifteen minutes, as long as nobody has answered it."),
    is_untimely=True,
)  # fmt: skip
OWN_MESSAGE = Verdict(False, _("This message is yours."))
REPORTED_ALREADY = Verdict(False, _("You have already reported this message. A facilitator will answer you."))
NOT_REPORTED = Verdict(False, _("Nobody has reported this message."), is_untimely=True)
PART_OF_IT = Verdict(False, _("You wrote or reported this message: somebody else decides."))
