"""Addresses of the public pages that are not Wagtail pages."""

from django.urls import path

from home import poll_views, views
from home.feeds import NewsFeed

app_name = "home"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("theme.css", views.theme, name="theme"),
    path("figures/<uuid:page_key>/<uuid:section_id>.csv", views.figure_csv, name="figure_csv"),
    path("news/feed.xml", NewsFeed(), name="news_feed"),
    path("polls/<uuid:page_key>/<uuid:section_id>/", poll_views.poll_vote, name="poll_vote"),
    path("staff/showcase/<uuid:entry_id>/", views.showcase_publish, name="showcase_publish"),
]
