"""Addresses of deliberations and of the public record."""

from django.urls import path

from certification.views import appeals, printed, record, room

urlpatterns = [
    path("deliberate/", room.deliberate, name="deliberate"),
    path("deliberate/<uuid:uid>/", room.room, name="room"),
    path("deliberate/<uuid:uid>/opinion/", room.grid, name="grid"),
    path("deliberate/<uuid:uid>/position/", room.position, name="position"),
    path("deliberate/<uuid:uid>/say/", room.say, name="say"),
    path("deliberate/<uuid:uid>/objections/<uuid:objection>/", room.end_objection, name="end_objection"),
    path("appeals/<uuid:uid>/", appeals.appeal, name="appeal"),
    path("register/", record.register, name="register"),
    path("register/journal.jsonl", record.journal, name="journal"),
    path("register/<str:number>/", record.record, name="record"),
    path("certificates/<str:number>/", record.certificate, name="certificate"),
    path("certificates/<str:number>/badge.svg", record.badge, name="badge"),
    path("certificates/<str:number>/certificate.pdf", printed.printed, name="printed"),
    path("files/<uuid:uid>/opinion/", record.opinion, name="opinion"),
]
