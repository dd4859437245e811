"""Addresses without a language: what programs read of the directory."""

from django.urls import path

from community.views import exports

app_name = "exports"
urlpatterns = [
    path("actors.geojson", exports.actors_geojson, name="geojson"),
    path("actors.csv", exports.actors_csv, name="csv"),
    path("actors/<slug:slug>.json", exports.actor_json, name="profile"),
]
