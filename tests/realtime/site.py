"""The pages of the small installation: the streams' own, and one that says a word."""

from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone

from realtime.actions import append_event
from realtime.queries import head_of
from tests.realtime.apps import BOARD


def say(request: HttpRequest) -> JsonResponse:
    with transaction.atomic():
        seq = append_event(
            kind=BOARD, key=request.POST["key"], event="said", object_id=uuid4(), data={"word": request.POST["word"]},
            by=request.user, now=timezone.now(),
        )  # fmt: skip
    return JsonResponse({"seq": seq})


def board(request: HttpRequest) -> JsonResponse:
    head = head_of(BOARD, request.GET["key"])
    return JsonResponse({"stream": str(head.public_id), "epoch": head.epoch, "seq": head.seq})


urlpatterns = [path("say/", say), path("board/", board)]
