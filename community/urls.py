"""Addresses of actors."""

from django.urls import path

from community import views

app_name = "community"
urlpatterns = [
    path("", views.actors, name="actors"),
    path("<slug:slug>/", views.actor, name="actor"),
]
