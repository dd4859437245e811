"""Events of a sector: everybody sees them, whoever edits its page convenes, whoever follows the page is told."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.calendar import Holder
from community.models import Follow, MeetingKind
from community.permissions import is_facilitator
from core.permissions import YES, Verdict, Visitor
from pages.models import SectorPage
from pages.open import in_the_open

NOT_YOURS = Verdict(False, _("Editors of this sector and facilitators set its dates."))


def _may_convene(user: Visitor, _kind: str, page: SectorPage) -> Verdict:
    if not user.is_authenticated:
        return NOT_YOURS
    return YES if is_facilitator(user) or page.permissions_for_user(user).can_edit() else NOT_YOURS


def _followers(_kind: str, page: SectorPage) -> QuerySet[User]:
    content_type = ContentType.objects.get_for_model(SectorPage)
    follows = Follow.objects.filter(discussion__content_type=content_type, discussion__object_id=page.pk)
    return User.objects.filter(pk__in=follows.values("user"), is_active=True)


SECTORS = Holder(
    name="sector", model=SectorPage, key="pk", kinds=(MeetingKind.EVENT,),
    visible_to=lambda _user, _kind, pages: in_the_open(pages), may_convene=_may_convene, invited=_followers,
    label=lambda page: page.title, address=lambda page: page.get_url(),
)  # fmt: skip
