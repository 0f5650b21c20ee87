from django.urls import path

from communities import views

app_name = "communities"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("<uuid:public_id>/", views.community, name="community"),
    path("<uuid:public_id>/join/", views.join, name="join"),
    path("<uuid:public_id>/leave/", views.leave, name="leave"),
    path("<uuid:public_id>/leave/undo/", views.leave_undo, name="leave_undo"),
    path("<uuid:public_id>/events/new/", views.event_new, name="event_new"),
    path("events/", views.events, name="events"),
    path("events/<uuid:public_id>/", views.event, name="event"),
    path("events/<uuid:public_id>/fragment/", views.event_fragment, name="event_fragment"),
    path("events/<uuid:public_id>/done/", views.event_done, name="event_done"),
    path("events/<uuid:public_id>/event.ics", views.event_calendar, name="event_calendar"),
    path("events/<uuid:public_id>/change/", views.event_change, name="event_change"),
    path("events/<uuid:public_id>/people/", views.event_people, name="event_people"),
    path("events/<uuid:public_id>/people.csv", views.event_people_csv, name="event_people_csv"),
    path("events/registrations/<str:token>/", views.registration, name="registration"),
    path("channels/<uuid:public_id>/", views.channel, name="channel"),
    path("channels/<uuid:public_id>/messages/", views.message_post, name="message_post"),
    path("channels/<uuid:public_id>/fragment/", views.channel_fragment, name="channel_fragment"),
    path("channels/<uuid:public_id>/read/", views.channel_read, name="channel_read"),
    path("messages/<uuid:public_id>/thread/", views.thread, name="thread"),
    path("messages/<uuid:public_id>/thread/fragment/", views.thread_fragment, name="thread_fragment"),
    path("messages/<uuid:public_id>/answers/", views.answer_post, name="answer_post"),
    path("messages/<uuid:public_id>/report/", views.message_report, name="message_report"),
    path("cases/", views.cases, name="cases"),
    path("cases/<uuid:public_id>/", views.case, name="case"),
    path("cases/<uuid:public_id>/appeal/", views.case_appeal, name="case_appeal"),
    path("messages/<uuid:public_id>/edit/", views.message_edit, name="message_edit"),
    path("messages/<uuid:public_id>/react/", views.message_react, name="message_react"),
    path("messages/<uuid:public_id>/remove/", views.message_remove, name="message_remove"),
]
