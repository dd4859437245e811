"""Addresses of deliberations and of the public record."""

from django.urls import path

from certification.views import (
    appeals,
    conditions,
    interest,
    mentions,
    message_reports,
    messages,
    objections,
    printed,
    record,
    room,
    suspensions,
)

urlpatterns = [
    path("deliberate/", room.deliberate, name="deliberate"),
    path("deliberate/<uuid:uid>/", room.room, name="room"),
    path("deliberate/<uuid:uid>/interest/", interest.interest, name="interest"),
    path("deliberate/<uuid:uid>/opinion/", room.grid, name="grid"),
    path("deliberate/<uuid:uid>/position/", room.position, name="position"),
    path("deliberate/<uuid:uid>/say/", messages.say, name="say"),
    path("deliberate/<uuid:uid>/mentions/", mentions.mentions, name="mentions"),
    path("deliberate/<uuid:uid>/follow/", messages.follow, name="follow"),
    path("deliberate/<uuid:uid>/messages/<uuid:message>/", messages.message, name="message"),
    path("deliberate/<uuid:uid>/messages/<uuid:message>/thread/", messages.thread, name="message_thread"),
    path("deliberate/<uuid:uid>/messages/<uuid:message>/edit/", messages.edit, name="message_edit"),
    path("deliberate/<uuid:uid>/messages/<uuid:message>/useful/", messages.useful, name="message_useful"),
    path("deliberate/<uuid:uid>/messages/<uuid:message>/withdraw/", messages.withdraw, name="message_withdraw"),
    path("deliberate/<uuid:uid>/messages/<uuid:message>/report/", message_reports.report, name="message_report"),
    path("facilitation/messages/<uuid:message>/", message_reports.conclude, name="message_conclude"),
    path("deliberate/<uuid:uid>/objections/<uuid:objection>/", objections.end, name="end_objection"),
    path("deliberate/<uuid:uid>/objections/<uuid:objection>/amend/", objections.amend, name="amend_objection"),
    path("appeals/<uuid:uid>/", appeals.appeal, name="appeal"),
    path("register/", record.register, name="register"),
    path("register/journal.jsonl", record.journal, name="journal"),
    path("conditions/<uuid:uid>/", conditions.condition, name="condition"),
    path("conditions/<uuid:uid>/proof/", conditions.proof, name="proof"),
    path("register/<str:number>/", record.record, name="record"),
    path("certificates/<str:number>/", record.certificate, name="certificate"),
    path("certificates/<str:number>/suspension/", suspensions.suspension, name="suspension"),
    path("certificates/<str:number>/renounce/", suspensions.renounce, name="renounce"),
    path("certificates/<str:number>/badge.svg", record.badge, name="badge"),
    path("certificates/<str:number>/certificate.pdf", printed.printed, name="printed"),
    path("files/<uuid:uid>/opinion/", record.opinion, name="opinion"),
]
