"""Addresses of meetings, and of one's own calendar."""

from django.urls import path

from community.views import meetings

urlpatterns = [
    path("meetings/<uuid:uid>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:uid>/meeting.ics", meetings.as_file, name="meeting_file"),
    path("meetings/<uuid:uid>/reply/", meetings.reply, name="meeting_reply"),
    path("meetings/<uuid:uid>/change/", meetings.change, name="meeting_change"),
    path("meetings/<uuid:uid>/cancel/", meetings.cancel, name="meeting_cancel"),
    path("meetings/<slug:kind>/<str:key>/new/", meetings.convene, name="meeting_new"),
    path("my/calendar/", meetings.mine, name="calendar"),
    path("my/calendar/address/", meetings.address, name="calendar_address"),
    path("calendar/<str:secret>.ics", meetings.feed, name="calendar_feed"),
]
