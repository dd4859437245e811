"""Pictures that organisations send: made anew, kept in a collection of their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.models import Collection

from accounts.models import User
from community.models import Actor, DraftPart, Picture
from community.permissions import can
from community.workflow.drafts import add_item
from core.refusals import require

COLLECTION = "Acteurs"
UNPUBLISHED = _("Picture of an organisation being described")
UNUSED_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class PictureItem:
    """A picture of a draft with its file."""

    item: object
    image: object


@transaction.atomic
def add_picture(*, organisation: Actor, upload: ContentFile, actor: User, now: datetime) -> DraftPart:
    """Store a picture that was checked (`core.uploads.clean_image`) and put it in the draft."""
    require(can(actor, "edit", organisation))
    is_public = organisation.is_published
    ending = upload.name.rsplit(".", 1)[-1]
    upload.name = f"{uuid4().hex}.{ending}"  # an address that nobody guesses while it is a draft
    image = get_image_model()(title=organisation.public_name if is_public else str(UNPUBLISHED), file=upload)
    image.collection = _collection()
    image.uploaded_by_user = actor
    image._set_image_file_metadata()  # noqa: SLF001 (Wagtail's own forms do it)
    image.save()
    return add_item(organisation=organisation, step="pictures", actor=actor, now=now, data={"image": [str(image.pk)]})


def _collection() -> Collection:
    """Where the pictures of actors are, apart from those of the editors."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)


def forget_unused(now: datetime) -> None:
    """Delete the pictures of organisations that no page and no draft shows any more, with their files."""
    old = get_image_model().objects.filter(collection__name=COLLECTION, created_at__lt=now - UNUSED_KEPT)
    unused = old.exclude(pk__in=Picture.objects.values("image"))
    drafted = {key for data in _pictures_of_drafts() for key in data.get("image", []) if key} if unused else set()
    for image in unused:
        if str(image.pk) not in drafted:
            image.delete()


def _pictures_of_drafts():
    return DraftPart.objects.filter(step="pictures").values_list("data", flat=True)


def image_key(form) -> int | None:
    """Which picture a form is about."""
    text = str(form["image"].value() or "")
    return int(text) if text.isdigit() else None


def picture_of(form):
    """The picture that a form is about."""
    return get_image_model().objects.filter(pk=image_key(form)).first()


def with_pictures(items: list) -> list[PictureItem]:
    """The pictures of a draft, in one query."""
    images = get_image_model().objects.in_bulk([key for item in items if (key := image_key(item.form))])
    return [PictureItem(item, images.get(image_key(item.form))) for item in items]
