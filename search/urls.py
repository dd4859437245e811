"""Addresses of the search."""

from django.urls import path

from search import embed, export_views, insight, opensearch, views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("missing/", insight.missing, name="missing"),
    path("why/", insight.why, name="why"),
    path("map.json", views.on_map, name="map"),
    path("export.geojson", export_views.geojson, name="geojson"),
    path("export.csv", export_views.table, name="csv"),
    path("frame/", embed.frame, name="frame"),
    path("embed/", embed.code, name="embed"),
    path("feed/", export_views.feed, name="feed"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path("suggestions.json", opensearch.suggestions, name="suggestions_json"),
]
