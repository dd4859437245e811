"""Addresses of a person's own pages."""

from django.urls import path
from django.views.generic import TemplateView

app_name = "accounts"
urlpatterns = [path("", TemplateView.as_view(template_name="accounts/home.html"), name="home")]
