"""The decoder's process: its limits, its empty environment, and what the parent makes of its silence."""

import io
import json

import pytest
from django.utils.translation import override

from common.decoder import __main__ as process
from common.decoder.refusal import Refused
from common.decoder.tasks import TASKS
from common.errors import TooMany
from common.files import decoding
from common.files.decoding import Undecodable, check_office, check_pdf, decode_picture, draw_pdf_pages
from common.refusals import REFUSALS, sentence_for
from tests.factories.common import pdf_bytes, picture_bytes
from tests.factories.office import office_bytes


@pytest.fixture
def source(tmp_path):
    def write(content):
        path = tmp_path / "source"
        path.write_bytes(content)
        return path

    return write


def fail(error):
    raise error


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        (lambda: [{}], {"pages": [{}]}),
        (lambda: fail(Refused("broken")), {"refused": "broken"}),
        (lambda: fail(MemoryError()), {"refused": "pixels"}),
    ],
)
def test_the_answer_is_one_json_object(monkeypatch, task, answer):
    limits = []
    monkeypatch.setattr(process.resource, "setrlimit", lambda name, both: limits.append(both))
    monkeypatch.setitem(TASKS, "t", task)
    sink = io.StringIO()
    process.main(io.StringIO('{"task": "t"}'), sink)
    assert (json.loads(sink.getvalue()), len(limits)) == (answer, 4)


def test_through_the_real_process(source, tmp_path):
    assert len(decode_picture(source(picture_bytes()), tmp_path, "image/png")) == 4
    assert check_pdf(source(pdf_bytes(4))) == 4
    assert len(draw_pdf_pages(source(pdf_bytes(1)), tmp_path)) == 3
    check_office(source(office_bytes()), "docx")


@pytest.fixture
def script(tmp_path, monkeypatch):
    """Run another program as the decoder."""

    def write(body):
        path = tmp_path / "decoder.py"
        path.write_text(body)
        monkeypatch.setattr(decoding, "DECODER", path)

    return write


def test_a_decoder_that_eats_memory_ends_alone(source, script):
    script("import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28))\nx = bytearray(2**30)\n")
    with pytest.raises(Undecodable, match="broken"):
        check_pdf(source(b""))


@pytest.mark.parametrize("body", ["import time; time.sleep(30)", "print('no json')", "import os; os.abort()"])
def test_silence_nonsense_and_a_crash_all_mean_broken(source, script, monkeypatch, body):
    script(body)
    monkeypatch.setattr(decoding, "SECONDS", 1)
    with pytest.raises(Undecodable, match="broken"):
        check_pdf(source(b""))


def test_a_decoder_that_is_taken_over_finds_no_secrets(source, script, monkeypatch):
    monkeypatch.setenv("HIROBA_SECRET_KEY", "SECRET")
    script("import os, json; print(json.dumps({'pages': [[v for v in os.environ.values() if 'SECRET' in v]]}))")
    assert decoding._ask("any", source(b"")) == [[]]


def test_when_too_many_decode_at_once_one_is_told(source, monkeypatch):
    monkeypatch.setattr(decoding, "PATIENCE_SECONDS", 0.01)
    for _ in range(decoding.AT_ONCE):
        decoding._turns.acquire()
    try:
        with pytest.raises(TooMany):
            check_pdf(source(pdf_bytes(1)))
    finally:
        for _ in range(decoding.AT_ONCE):
            decoding._turns.release()
    assert check_pdf(source(pdf_bytes(1))) == 1


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_reason_has_a_sentence_with_the_name(language):
    with override(language):
        assert all("a.pdf" in sentence_for(reason, "a.pdf") for reason in [*REFUSALS, "else"])
    assert list(Undecodable("broken").as_input_error("a.pdf").fields) == ["file"]
