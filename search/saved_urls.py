"""Addresses of the searches that people keep."""

from django.urls import path

from search import saved_views

app_name = "searches"
urlpatterns = [
    path("", saved_views.mine, name="mine"),
    path("new/", saved_views.keep, name="keep"),
    path("stop/<str:token>/", saved_views.stop, name="stop"),
    path("<uuid:uid>/", saved_views.change, name="change"),
    path("<uuid:uid>/forget/", saved_views.forget, name="forget"),
]
