"""Addresses of the facilitators' imports, below /facilitation/imports/."""

from django.urls import path

from community.views import imports

urlpatterns = [
    path("", imports.imports, name="imports"),
    path("<uuid:uid>/", imports.import_run, name="import_run"),
    path("<uuid:uid>/issues.csv", imports.import_issues, name="import_issues"),
    path("<uuid:uid>/for-real/", imports.import_for_real, name="import_for_real"),
    path("<uuid:uid>/duplicates/", imports.duplicates, name="duplicates"),
    path("<uuid:uid>/duplicates/<int:pk>/", imports.duplicate, name="duplicate"),
]
