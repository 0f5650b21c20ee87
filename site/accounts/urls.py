"""Addresses of logging in, of one's account, and of the demonstration."""

from django.urls import path, re_path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.login_page, name="login"),
    path("login/code/", views.login_code, name="login_code"),
    path("login/from-mail/<str:token>/", views.way_back, name="way_back"),
    path("login/password/", views.login_password, name="login_password"),
    path("login/reset/", views.password_reset, name="password_reset"),
    path("login/second/", views.login_second, name="login_second"),
    path("logout/", views.logout_page, name="logout"),
    path("account/", views.account, name="account"),
    path("account/profile/", views.profile, name="profile"),
    path("account/confirm/", views.confirm, name="confirm"),
    path("account/password/", views.password, name="password"),
    path("account/second-factor/", views.second_factor, name="second_factor"),
    path("account/second-factor/off/", views.second_factor_off, name="second_factor_off"),
    path("account/recovery-codes/", views.recovery_codes, name="recovery_codes"),
    path("account/recovery-codes/new/", views.recovery_codes_new, name="recovery_codes_new"),
    path("account/recovery-codes.txt", views.recovery_codes_file, name="recovery_codes_file"),
    path("account/sessions/end/", views.sessions_end, name="sessions_end"),
    path("account/sessions/<slug:reference>/end/", views.session_end, name="session_end"),
    path("account/consents/<uuid:public_id>/withdraw/", views.consent_withdraw, name="consent_withdraw"),
    path("account/consents/<uuid:public_id>/renew/", views.consent_renew, name="consent_renew"),
    path("organisations/new/", views.organisation_new, name="organisation_new"),
    path("organisations/<uuid:public_id>/", views.organisation, name="organisation"),
    path("organisations/<uuid:public_id>/edit/", views.organisation_edit, name="organisation_edit"),
    path("organisations/<uuid:public_id>/members/<uuid:person>/change/", views.member_change, name="member_change"),
    path("organisations/<uuid:public_id>/members/<uuid:person>/remove/", views.member_remove, name="member_remove"),
    path(
        "organisations/<uuid:public_id>/invitations/<uuid:invitation>/revoke/",
        views.invitation_revoke,
        name="invitation_revoke",
    ),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("staff/people/", views.people, name="people"),
    path("staff/people/policy/", views.policy, name="policy"),
    path("staff/people/<uuid:public_id>/end/", views.access_end, name="access_end"),
    path("staff/people/<uuid:public_id>/second-factor/", views.second_factor_reset, name="second_factor_reset"),
    path("staff/roles/<uuid:public_id>/end/", views.role_end, name="role_end"),
    path("demo/", views.demo, name="demo"),
    # /demo/mail/ is activity's.
    re_path(r"^demo/(?!mail/)(?P<persona>[-a-z0-9_]+)/$", views.demo_enter, name="demo_enter"),
]
