"""Addresses without a language: what robots and browsers ask for."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from pages import views
from pages.sitemaps import ActorSitemap, PageSitemap

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap, "actors": ActorSitemap}}, name="sitemap"),
]
