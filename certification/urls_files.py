"""Addresses of the applicant's pages."""

from django.urls import path

from certification.views import answers, files, replies, visits

urlpatterns = [
    path("my/organisations/<uuid:uid>/application/", files.start, name="start"),
    path("files/<uuid:uid>/", files.file, name="file"),
    path("files/<uuid:uid>/commitments/<str:code>/", answers.answer, name="answer"),
    path("files/<uuid:uid>/sign/", files.sign, name="sign"),
    path("files/<uuid:uid>/submit/", files.submit, name="submit"),
    path("files/<uuid:uid>/changes/", files.changes, name="changes"),
    path("files/<uuid:uid>/discard/", files.discard, name="discard"),
    path("files/<uuid:uid>/withdraw/", files.withdraw, name="withdraw"),
    path("files/<uuid:uid>/evidence/<uuid:evidence>/", answers.evidence, name="evidence"),
    path("files/<uuid:uid>/evidence/<uuid:evidence>/remove/", answers.evidence_remove, name="evidence_remove"),
    path("files/<uuid:uid>/questions/<uuid:question>/", replies.answer_question, name="answer_question"),
    path("files/<uuid:uid>/objections/<uuid:objection>/", replies.answer_objection, name="answer_objection"),
    path("files/<uuid:uid>/appeal/", replies.appeal, name="file_appeal"),
    path("files/<uuid:uid>/visit/", visits.visit, name="visit"),
    path("files/<uuid:uid>/visit/photos/<uuid:photo>/", visits.photo, name="visit_photo"),
    path("files/<uuid:uid>/visit/<str:action>/", visits.act, name="visit_act"),
]
