"""Addresses of the start page, the inbox, the audit trail, the outbox, and of the demonstration's mails."""

from django.urls import path

from activity import views

app_name = "activity"
urlpatterns = [
    path("my/", views.my, name="my"),
    path("my/notices/", views.notices, name="notices"),
    path("my/notices/read/", views.notices_read, name="notices_read"),
    path("my/notices/unread/", views.notices_unread, name="notices_unread"),
    path("my/notices/<uuid:public_id>/", views.notice, name="notice"),
    path("my/mail/", views.mail_settings, name="mail_settings"),
    path("mail/stop/<str:token>/", views.mail_stop, name="mail_stop"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<uuid:public_id>/retry/", views.outbox_retry, name="outbox_retry"),
    path("records/", views.records, name="records"),
    path("records/verify/", views.records_verify, name="records_verify"),
    path("my/jobs/<uuid:public_id>/", views.job, name="job"),
    path("records/all.csv", views.records_csv, name="records_csv"),
    path("demo/mail/", views.demo_mails, name="demo_mails"),
    path("demo/mail/<uuid:public_id>/", views.demo_mail, name="demo_mail"),
    path("demo/mail/<uuid:public_id>/page/", views.demo_mail_page, name="demo_mail_page"),
]
