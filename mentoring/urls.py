"""Addresses of mentoring: mentors and hours, sessions, sketches with their pins."""

from django.urls import path

from mentoring import views

app_name = "mentoring"

urlpatterns = [
    path("mentors/", views.mentors, name="mentors"),
    path("mentors/load.csv", views.load_csv, name="load_csv"),
    path("mentors/agenda/", views.agenda, name="agenda"),
    path("mentors/agenda/week/", views.week, name="week"),
    path("mentors/rooms/", views.rooms, name="rooms"),
    path("mentors/rooms/<uuid:public_id>/", views.room_state, name="room_state"),
    path("mentors/slots/<uuid:public_id>/", views.book, name="book"),
    path("mentors/slots/<uuid:public_id>/withdraw/", views.slot_withdraw, name="slot_withdraw"),
    path("mentors/sessions/<uuid:public_id>/", views.session, name="session"),
    path("mentors/sessions/<uuid:public_id>/cancel/", views.session_cancel, name="session_cancel"),
    path("mentors/sessions/<uuid:public_id>/calendar/", views.session_calendar, name="session_calendar"),
    path("mentors/sessions/<uuid:public_id>/record/", views.note, name="note"),
    path("mentors/sessions/<uuid:public_id>/confirm/", views.note_confirm, name="note_confirm"),
    path("mentors/sessions/<uuid:public_id>/goals/", views.goals, name="goals"),
    path("mentors/sessions/<uuid:public_id>/actions/", views.action_add, name="action_add"),
    path("mentors/actions/<uuid:public_id>/", views.action_move, name="action_move"),
    path("sketches/", views.sketches, name="sketches"),
    path("sketches/add/<uuid:public_id>/", views.sketch_add, name="sketch_add"),
    path("sketches/<uuid:public_id>/", views.sketch, name="sketch"),
    path("sketches/<uuid:public_id>/fragment/", views.fragment, name="fragment"),
    path("sketches/<uuid:public_id>/annotations/", views.annotations, name="annotations"),
    path("sketches/<uuid:public_id>/versions/", views.upload, name="upload"),
    path("sketches/<uuid:public_id>/pins/", views.pin, name="pin"),
    path("sketches/<uuid:public_id>/pins/<uuid:pin_id>/reply/", views.reply, name="reply"),
    path("sketches/<uuid:public_id>/pins/<uuid:pin_id>/action/", views.take_up, name="take_up"),
    path("sketches/<uuid:public_id>/pins/<uuid:pin_id>/place/", views.shift, name="shift"),
    path("sketches/<uuid:public_id>/pins/<uuid:pin_id>/state/", views.resolve, name="resolve"),
]
