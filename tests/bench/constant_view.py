"""`python -m tests.bench.constant_view serve …`: the product with two more pages, the floors of other figures."""

import os
import sys

from django.http import HttpRequest, HttpResponse

PROGRAM = ("-m", "tests.bench.constant_view")


def constant(request: HttpRequest) -> HttpResponse:
    """What any POST behind the login costs: all middleware, the session, the person."""
    from accounts.rights import require_login

    require_login(request.user)
    return HttpResponse("ok")


def open_to_all(request: HttpRequest) -> HttpResponse:
    """What any page for strangers costs at least: all middleware, nothing looked up."""
    return HttpResponse("ok")


def main() -> None:
    import django
    from django.core.management import execute_from_command_line
    from django.urls import path

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiroba.settings.dev")
    django.setup()
    from hiroba import urls

    urls.urlpatterns.insert(0, path("constant/", constant))
    urls.urlpatterns.insert(0, path("constant/open/", open_to_all))
    execute_from_command_line(["manage.py", *sys.argv[1:]])


if __name__ == "__main__":
    main()
