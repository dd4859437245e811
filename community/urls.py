"""Addresses of the community: actors, one's own organisations, the facilitators' queue, links of mails."""

from django.urls import include, path

from community import comment_urls, import_urls
from community.views import (
    about,
    attestations,
    drafts,
    facilitation,
    history,
    letters,
    manage,
    notices,
    people,
    places,
    public,
)

ORGANISATION = [
    path("", manage.manage, name="manage"),
    path("edit/<slug:code>/", drafts.step, name="draft_step"),
    path("edit/<slug:code>/add/", drafts.add, name="draft_add"),
    path("edit/<slug:code>/<uuid:key>/", drafts.item, name="draft_item"),
    path("edit/<slug:code>/<uuid:key>/remove/", drafts.remove, name="draft_remove"),
    path("review/", manage.review, name="review"),
    path("discard/", drafts.discard, name="discard"),
    path("confirm/", manage.confirm, name="confirm"),
    path("archive/", manage.archive, name="archive"),
    path("restore/", manage.restore, name="restore"),
    path("people/", people.people, name="people"),
    path("people/leave/", people.leave, name="leave"),
    path("people/<uuid:person>/remove/", people.remove, name="person_remove"),
    path("people/<uuid:person>/hand-over/", people.hand_over, name="hand_over"),
    path("history/", history.history, name="history"),
    path("history/compare/", history.compare, name="compare"),
    path("history/<int:number>/", history.revision, name="revision"),
    path("attestations/", attestations.attestations, name="attestations"),
    path("attestations/<uuid:attestation>/<slug:action>/", attestations.answer, name="attestation_answer"),
]

app_name = "community"
urlpatterns = [
    path("actors/", public.actors, name="actors"),
    path("actors/<slug:slug>/", public.actor, name="actor"),
    path("actors/<slug:slug>/write/", public.write, name="write"),
    path("actors/<slug:slug>/email/", public.email, name="email"),
    path("actors/<slug:slug>/report/", about.report_new, name="report_new"),
    path("actors/<slug:slug>/claim/", about.claim, name="claim"),
    path("actors/<slug:slug>/check/", about.check, name="check"),
    path("places/communes/", places.communes, name="suggest_communes"),
    path("places/territories/", places.territories, name="suggest_territories"),
    path("places/near/", places.communes_near, name="communes_near"),
    path("places/outlines/", places.outlines, name="outlines"),
    path("my/organisations/", manage.mine, name="mine"),
    path("my/organisations/new/", manage.start, name="start"),
    path("my/organisations/<uuid:uid>/", include(ORGANISATION)),
    path("my/invitations/<uuid:uid>/", people.invitation, name="invitation"),
    path("my/invitations/<uuid:uid>/withdraw/", people.withdraw_invitation, name="invitation_withdraw"),
    path("my/reports/<uuid:uid>/", about.report, name="report"),
    path("my/claims/<uuid:uid>/withdraw/", about.claim_withdraw, name="claim_withdraw"),
    path("my/notifications/", notices.notifications, name="notifications"),
    path("my/notifications/read/", notices.read_all, name="notifications_read"),
    path("my/notifications/settings/", notices.settings, name="notification_settings"),
    path("my/notifications/<uuid:uid>/", notices.open_one, name="notification"),
    path("mail/stop/<str:token>/", notices.stop, name="notification_stop"),
    path("facilitation/", facilitation.queue, name="queue"),
    path("facilitation/claims/<uuid:uid>/", facilitation.claim_decision, name="claim_decision"),
    path("facilitation/checks/<int:pk>/", facilitation.check_conclusion, name="check_conclusion"),
    path("facilitation/imports/", include(import_urls)),
    path("", include(comment_urls)),
    path("letters/report/<str:token>/", about.report_confirm, name="report_confirm"),
    path("letters/<slug:purpose>/<str:token>/", letters.letter, name="letter"),
]
