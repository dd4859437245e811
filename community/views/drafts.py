"""Writing about an organisation, step by step: everything is kept as it is typed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.forms.draft import BY_CODE, STEPS, Draft, Step
from community.forms.pictures import MOST_PICTURES, UploadForm
from community.forms.steps import StepForm
from community.models import Actor, DraftPart
from community.views.common import organisation_for
from community.workflow import drafts, media
from core import asked, autosave, limits
from core.errors import too_many_requests
from core.signed_in import signed_in

PICTURES_PER_HOUR = 60


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, uid: UUID, code: str) -> HttpResponse:
    """One step of the form, or the list of what it holds."""
    organisation = organisation_for(request, uid, "edit")
    chosen = _step(code)
    if not chosen.is_list:
        return _form(request, organisation, chosen, "")
    if code == "pictures" and request.method == "POST":
        return _upload(request, organisation)
    context = _around(Draft(organisation), chosen) | {"upload": UploadForm() if code == "pictures" else None}
    return render(request, "community/draft/list.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, uid: UUID, code: str, key: UUID) -> HttpResponse:
    """One activity, place or picture."""
    organisation = organisation_for(request, uid, "edit")
    chosen = _step(code)
    if not chosen.is_list:
        raise Http404
    return _form(request, organisation, chosen, str(key))


@signed_in
@require_POST
def add(request: HttpRequest, uid: UUID, code: str) -> HttpResponse:
    """A new activity or place."""
    organisation = organisation_for(request, uid, "edit")
    if not _step(code).is_list or code == "pictures":
        raise Http404
    part = drafts.add_item(organisation=organisation, step=code, actor=request.user, now=timezone.now())
    return redirect("community:draft_item", uid=uid, code=code, key=part.key)


@signed_in
@require_POST
def remove(request: HttpRequest, uid: UUID, code: str, key: UUID) -> HttpResponse:
    """Leave one out of what will be published."""
    organisation = organisation_for(request, uid, "edit")
    if not _step(code).is_list or not _is_known(Draft(organisation), code, str(key)):
        raise Http404
    drafts.remove_item(organisation=organisation, step=code, key=str(key), actor=request.user, now=timezone.now())
    messages.success(request, _("Removed from the draft. What is published stays until you publish."))
    return redirect("community:draft_step", uid=uid, code=code)


def _step(code: str) -> Step:
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


def _is_known(draft: Draft, code: str, key: str) -> bool:
    return draft.part(code, key) is not None or any(one["key"] == key for one in draft.published[code])


def _form(request: HttpRequest, organisation: Actor, chosen: Step, key: str) -> HttpResponse:
    draft = Draft(organisation)
    part = draft.part(chosen.code, key)
    if (key and not _is_known(draft, chosen.code, key)) or (part and part.is_removed and request.method != "POST"):
        raise Http404
    if request.method != "POST":
        return _page(request, draft, chosen, _to_show(draft, chosen, part, key), part, key=key)
    return _save(request, draft, chosen, key)


def _to_show(draft: Draft, chosen: Step, part: DraftPart | None, key: str) -> StepForm:
    """What was typed, with its errors; a picture that was just sent has no words yet, and that is no error."""
    form = draft.form(chosen.code, key)
    if part and set(part.data) == {"image"}:
        return chosen.form(initial={"image": form["image"].value()}, organisation=draft.organisation)
    return form


def _save(request: HttpRequest, draft: Draft, chosen: Step, key: str) -> HttpResponse:
    """Keep what was typed, whether or not it can be published as it is."""
    is_automatic = autosave.is_autosave(request)
    shown = draft.form(chosen.code, key)
    data = _typed(request, shown, draft.part(chosen.code, key))
    form = chosen.form(_as_typed(data), organisation=draft.organisation)
    try:
        part = drafts.save_part(
            organisation=draft.organisation, step=chosen.code, key=key, data=data, actor=request.user,
            now=timezone.now(), version=_version(request),
        )  # fmt: skip
    except drafts.Conflict as conflict:
        return _conflict(request, draft, chosen, form, conflict.part, key=key, is_automatic=is_automatic)
    if is_automatic:
        completeness = Draft(draft.organisation).completeness
        return autosave.saved(part.version, part.saved_at, completeness=completeness)
    if not form.is_valid():
        return _page(request, draft, chosen, form, part, key=key, status=422)
    return redirect(_after(request, draft.organisation, chosen, key))


def _typed(request: HttpRequest, form: StepForm, part: DraftPart | None) -> dict[str, list[str]]:
    """What was sent for the fields of this form; which picture it is about is never taken from the form."""
    data = {name: request.POST.getlist(name) for name in form.fields if name in request.POST}
    if "image" in form.fields:
        kept = (part.data.get("image") if part else None) or [str(form.initial.get("image", ""))]
        data["image"] = kept
    return data


def _as_typed(data: dict[str, list[str]]):
    return DraftPart(data=data).typed


def _version(request: HttpRequest) -> int:
    return asked.number(request.POST, "version")


def _after(request: HttpRequest, organisation: Actor, chosen: Step, key: str) -> str:
    """Back to the list after one item; else to the next step, or to the whole draft."""
    if key:
        return reverse("community:draft_step", args=[organisation.uid, chosen.code])
    codes = [one.code for one in STEPS]
    following = codes.index(chosen.code) + 1
    if "leave" in request.POST or following == len(codes):
        return reverse("community:review", args=[organisation.uid])
    return reverse("community:draft_step", args=[organisation.uid, codes[following]])


def _conflict(
    request: HttpRequest, draft: Draft, chosen: Step, form: StepForm, part: DraftPart, *, key: str, is_automatic: bool
) -> HttpResponse:  # fmt: skip
    """Somebody else saved meanwhile: show theirs beside what was typed; sending again replaces it knowingly."""
    if is_automatic:
        words = _("%(name)s has changed this step meanwhile. Your text is kept here: press the button to compare.")
        name = part.saved_by.get_full_name() if part.saved_by else _("Somebody")
        return autosave.refused(words % {"name": name})
    theirs = chosen.form(part.typed, organisation=draft.organisation)
    differing = [
        (form[name].label, part.data.get(name, [""]))
        for name in form.fields
        if part.data.get(name, []) != form.data.getlist(name)
    ]
    return _page(
        request, draft, chosen, form, part, key=key, status=409, conflict=part, theirs=theirs, differing=differing
    )


def _page(
    request: HttpRequest, draft: Draft, chosen: Step, form: StepForm, part: DraftPart | None, *, key: str,
    status: int = 200, **more: object,
) -> HttpResponse:  # fmt: skip
    version = part.version if part else 0
    context = _around(draft, chosen) | {"form": form, "key": key, "version": version, "part": part} | more
    template = "community/draft/values.html" if chosen.code == "values" else "community/draft/step.html"
    if part and not key and not (form.is_bound and form.errors):
        context["status"] = next(one for one in draft.statuses if one.step == chosen)
    if chosen.code == "pictures":
        context["picture"] = media.picture_of(form)
    return render(request, template, context, status=status)


def _around(draft: Draft, chosen: Step) -> dict:
    """What stands around a step: the list of steps, and how complete the whole is."""
    codes = [one.code for one in STEPS]
    position = codes.index(chosen.code)
    items = draft.items(chosen.code) if chosen.is_list else []
    if chosen.code == "pictures":
        items = media.with_pictures(items)
    return {
        "actor": draft.organisation,
        "draft": draft,
        "step": chosen,
        "items": items,
        "number": position + 1,
        "total": len(STEPS),
        "previous": STEPS[position - 1] if position else None,
        "following": STEPS[position + 1] if position + 1 < len(STEPS) else None,
    }


def _upload(request: HttpRequest, organisation: Actor) -> HttpResponse:
    """Take one picture; its words come next."""
    if not limits.allows(request, "picture", times=PICTURES_PER_HOUR, seconds=3600):
        return too_many_requests(request)
    form = UploadForm(request.POST, request.FILES)
    draft = Draft(organisation)
    if len(draft.items("pictures")) >= MOST_PICTURES:
        form.add_error(None, _("Twelve pictures are enough: remove one first."))
    if not form.is_valid():
        context = _around(draft, _step("pictures")) | {"upload": form}
        return render(request, "community/draft/list.html", context, status=422)
    part = media.add_picture(
        organisation=organisation, upload=form.cleaned_data["picture"], actor=request.user, now=timezone.now()
    )
    return redirect("community:draft_item", uid=organisation.uid, code="pictures", key=part.key)


@signed_in
@require_POST
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Forget what was typed since the last publication."""
    organisation = organisation_for(request, uid, "edit")
    was_published = organisation.is_published
    drafts.discard(organisation=organisation, actor=request.user, now=timezone.now())
    messages.success(request, _("The draft is discarded."))
    return redirect("community:manage", uid=uid) if was_published else redirect("community:mine")
