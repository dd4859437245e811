"""Addresses of comments: those of one comment by its uid, those of an object by its kind and key."""

from django.urls import path

from community.views import comment_moderation as moderation
from community.views import comments, mentions, own_comments

urlpatterns = [
    path("comments/<uuid:uid>/", comments.comment, name="comment"),
    path("comments/<uuid:uid>/thread/", comments.thread, name="comment_thread"),
    path("comments/<uuid:uid>/answer/", comments.answer, name="comment_answer"),
    path("comments/<uuid:uid>/edit/", comments.edit, name="comment_edit"),
    path("comments/<uuid:uid>/withdraw/", comments.withdraw, name="comment_withdraw"),
    path("comments/<uuid:uid>/react/", comments.react, name="comment_react"),
    path("comments/<uuid:uid>/report/", moderation.report, name="comment_report"),
    path("comments/<uuid:uid>/block/", moderation.block, name="comment_block"),
    path("comments/<slug:kind>/<str:key>/", comments.discussion, name="discussion"),
    path("comments/<slug:kind>/<str:key>/write/", comments.write, name="comment_write"),
    path("comments/<slug:kind>/<str:key>/mentions/", mentions.mentions, name="comment_mentions"),
    path("comments/<slug:kind>/<str:key>/follow/", comments.follow, name="comment_follow"),
    path("facilitation/comments/<uuid:uid>/", moderation.conclude, name="comment_conclude"),
    path("my/comments/", own_comments.mine, name="own_comments"),
    path("my/blocked/", moderation.blocked, name="blocked"),
    path("letters/comment/<str:token>/", comments.confirm, name="comment_confirm"),
]
