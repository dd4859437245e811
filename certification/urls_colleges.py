"""Addresses of the colleges, of mandates, and of the facilitators' board."""

from django.urls import path

from certification.views import board, colleges

urlpatterns = [
    path("colleges/", colleges.colleges, name="colleges"),
    path("colleges/<str:code>/", colleges.college, name="college"),
    path("mandates/", colleges.mandates, name="mandates"),
    path("mandates/<uuid:uid>/<str:action>/", colleges.act, name="mandate_act"),
    path("board/", board.board, name="board"),
    path("board/<uuid:uid>/", board.steer, name="steer"),
]
