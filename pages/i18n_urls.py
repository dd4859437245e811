"""Addresses of pages that no editor makes."""

from django.conf import settings
from django.urls import path

from pages import activity_views, views
from pages.contact import contact
from pages.own_activity import own_activity
from pages.styleguide import styleguide

app_name = "pages"
urlpatterns = [
    path("contact/", contact, name="contact"),
    path("activity/", activity_views.activity, name="activity"),
    path("activity/feed/", activity_views.rss, name="activity_rss"),
    path("activity/feed.json", activity_views.json_feed, name="activity_json"),
    path("my/activity/", own_activity, name="own_activity"),
    path("site-map/", views.site_map, name="site_map"),
]
if settings.DEBUG or settings.SHOW_STYLEGUIDE:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
