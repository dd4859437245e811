"""Addresses of the operators' page."""

from django.urls import path

from core import views

app_name = "operations"
urlpatterns = [
    path("", views.operations, name="home"),
    path("parts/<slug:name>/mend/", views.mend, name="mend"),
    path("mails/<int:pk>/retry/", views.retry_mail, name="retry_mail"),
]
