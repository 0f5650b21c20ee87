"""Address of the one view that serves private files."""

from django.urls import path

from common import views

app_name = "common"
urlpatterns = [path("<uuid:public_id>/<slug:variant>/", views.serve_file, name="file")]
