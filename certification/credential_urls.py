"""Addresses without a language: what programs read to verify a certificate."""

from django.urls import path, re_path

from certification.rules.status_list import Purpose
from certification.views import credentials

app_name = "credentials"
urlpatterns = [
    path(".well-known/did.json", credentials.did_document, name="did"),
    re_path(rf"^certificates/status/(?P<purpose>{'|'.join(Purpose)})\.jwt$", credentials.status, name="status"),
    path("certificates/<str:number>/credential.jwt", credentials.credential, name="credential"),
]
