"""Addresses of community."""

app_name = "community"
urlpatterns = []
