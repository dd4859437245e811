"""Addresses of the search."""

from django.urls import path

from search import insight, views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("missing/", insight.missing, name="missing"),
    path("why/", insight.why, name="why"),
    path("map.json", views.on_map, name="map"),
]
