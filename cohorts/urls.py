"""Addresses of programmes: entering, the entrant's pages, jurors, the office, open data."""

from django.urls import path

from cohorts import views

app_name = "cohorts"

urlpatterns = [
    path("diagnosis/", views.diagnosis, name="diagnosis"),
    path("diagnosis/<str:token>/", views.diagnosis_result, name="diagnosis_result"),
    path("diagnosis/<str:token>/diagnosis.csv", views.diagnosis_csv, name="diagnosis_csv"),
    path("diagnosis/<str:token>/delete/", views.diagnosis_delete, name="diagnosis_delete"),
    path("programmes/<uuid:public_id>/enter/", views.entry_start, name="entry_start"),
    path("programmes/<uuid:public_id>/enter/code/", views.entry_code, name="entry_code"),
    path("entries/<uuid:public_id>/", views.entry_status, name="entry_status"),
    path("entries/<uuid:public_id>/receipt/", views.entry_receipt, name="entry_receipt"),
    path("entries/<uuid:public_id>/content/", views.entry_content, name="entry_content"),
    path("entries/<uuid:public_id>/copy.pdf", views.entry_copy, name="entry_copy"),
    path("entries/<uuid:public_id>/preview.pdf", views.entry_preview, name="entry_preview"),
    path("entries/<uuid:public_id>/what-next/", views.entry_next, name="entry_next"),
    path("entries/<uuid:public_id>/withdraw/", views.entry_withdraw, name="entry_withdraw"),
    path("entries/<uuid:public_id>/restore/", views.entry_restore, name="entry_restore"),
    path("entries/<uuid:public_id>/join/", views.entry_join, name="entry_join"),
    path("entries/<uuid:public_id>/resume/", views.entry_resume, name="entry_resume"),
    path("entries/<uuid:public_id>/autosave/", views.entry_autosave, name="entry_autosave"),
    path("entries/<uuid:public_id>/review/", views.entry_review, name="entry_review"),
    path("entries/<uuid:public_id>/correct/", views.entry_correct, name="entry_correct"),
    path("entries/<uuid:public_id>/submit/", views.entry_submit, name="entry_submit"),
    path("entries/<uuid:public_id>/<slug:step>/", views.entry_step, name="entry_step"),
    path("review/", views.review_list, name="review_list"),
    path("review/<uuid:public_id>/", views.review_entry, name="review_entry"),
    path("review/<uuid:public_id>/declare/", views.review_declare, name="review_declare"),
    path("review/<uuid:public_id>/autosave/", views.review_autosave, name="review_autosave"),
    path("staff/cohorts/<uuid:public_id>/", views.staff_board, name="staff_board"),
    path("staff/cohorts/<uuid:public_id>/move/", views.staff_move, name="staff_move"),
    path("staff/cohorts/<uuid:public_id>/ranking/", views.staff_ranking, name="staff_ranking"),
    path("staff/cohorts/<uuid:public_id>/announce/", views.announce, name="announce"),
    path("staff/entries/<uuid:public_id>/", views.staff_entry, name="staff_entry"),
    path("staff/entries/<uuid:public_id>/check/", views.staff_check, name="staff_check"),
    path("staff/entries/<uuid:public_id>/return/", views.staff_return, name="staff_return"),
    path("staff/entries/<uuid:public_id>/decide/", views.staff_decide, name="staff_decide"),
    path("staff/entries/<uuid:public_id>/adopt/", views.staff_adopt, name="staff_adopt"),
    path("cohorts/<uuid:public_id>/funnel.csv", views.funnel_csv, name="funnel_csv"),
]
