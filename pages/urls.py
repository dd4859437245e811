"""Addresses without a language: what robots and browsers ask for."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from pages import views
from pages.sitemaps import ActorSitemap, PageSitemap, ViewSitemap

SITEMAPS = {"pages": PageSitemap, "actors": ActorSitemap, "views": ViewSitemap}

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
