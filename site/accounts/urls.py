"""Addresses of a person's own pages; sign-in, passwords and the second factor are allauth's."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.home, name="home"),
    path("signup/", views.signup),
    path("write-again/", views.write_again, name="write_again"),
    path("export/", views.export, name="export"),
    path("leave/", views.leave, name="leave"),
    path("left/", views.left, name="left"),
]
