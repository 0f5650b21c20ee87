from django.urls import path

from communities import views

app_name = "communities"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("<uuid:public_id>/", views.community, name="community"),
    path("<uuid:public_id>/join/", views.join, name="join"),
    path("<uuid:public_id>/leave/", views.leave, name="leave"),
    path("<uuid:public_id>/leave/undo/", views.leave_undo, name="leave_undo"),
    path("channels/<uuid:public_id>/", views.channel, name="channel"),
    path("channels/<uuid:public_id>/messages/", views.message_post, name="message_post"),
    path("channels/<uuid:public_id>/fragment/", views.channel_fragment, name="channel_fragment"),
    path("channels/<uuid:public_id>/read/", views.channel_read, name="channel_read"),
    path("messages/<uuid:public_id>/edit/", views.message_edit, name="message_edit"),
    path("messages/<uuid:public_id>/remove/", views.message_remove, name="message_remove"),
]
