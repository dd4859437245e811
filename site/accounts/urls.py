"""Addresses of a person's own pages; sign-in, passwords and the second factor are allauth's."""

from allauth.account.views import signup
from django.db import transaction
from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.home, name="home"),
    path("signup/", transaction.atomic(signup)),  # the person, the journal and the mail: all or nothing
    path("export/", views.export, name="export"),
    path("leave/", views.leave, name="leave"),
    path("left/", views.left, name="left"),
]
