from django.urls import path

from hiroba.livedemo import views

app_name = "livedemo"
urlpatterns = [
    path("notes/", views.note_post, name="note_post"),
    path("notes/part/", views.part, name="part"),
    path("notes/<uuid:public_id>/edit/", views.note_edit, name="note_edit"),
    path("notes/<uuid:public_id>/remove/", views.note_remove, name="note_remove"),
    path("people/", views.people, name="people"),
]
