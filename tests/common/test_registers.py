"""Imports of postcodes and corporate numbers: shapes of files, failures, going on, look-ups."""

import csv
import io
import os
import subprocess
import sys
import zipfile
from contextlib import nullcontext
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.utils import timezone

from common.codes import corporate_check_digit
from common.models import CorporateRecord, PostalArea, RegisterImport
from common.registers import (
    CORPORATE_NUMBERS,
    POSTCODES,
    RefusedFile,
    company_of,
    import_register,
    importing,
    place_of,
    registers_there,
    turns,
)
from common.registers.turns import one_import_at_a_time

pytestmark = pytest.mark.django_db


def postal(code: str, town: str, city: str = "郡山市", prefecture: str = "福島県") -> list[str]:
    return ["07203", code[:3], code, "ｶﾅ", "ｶﾅ", "ｶﾅ", prefecture, city, town, *"000000"]


def company(base: str, name: str = "株式会社Ａ社", **cells: str) -> list[str]:
    row = [""] * 30
    row[1], row[6], row[9:12] = f"{corporate_check_digit(base)}{base}", name, ["福島県", "郡山市", "朝日１丁目２３－７"]
    row[15], row[23], row[28], row[29] = "9638601", "1", "エーシャ", "0"
    for place, value in cells.items():
        row[int(place.removeprefix("c"))] = value
    return row


AREAS = [
    postal("9638024", "朝日"),
    postal("9638601", "以下に掲載がない場合"),
    postal("9630101", "安積町日出山（１〜３丁目）"),
    postal("9630101", "安積町荒井"),
    postal("9630200", "大町（次のビルを除く、"),
    postal("9630200", "別館を含む）"),
    postal("9630300", "湖南町一円"),
    postal("4980000", "甲", "弥富市", "愛知県"),
    postal("4980000", "乙", "木曽岬町", "三重県"),
]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """Tests in other processes have databases of their own, and import in a turn of their own."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def write(tmp_path: Path):
    def writing(rows: list[list[str]], encoding: str = "utf-8", name: str = "file.csv", zipped: bool = False) -> Path:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(rows)
        path = tmp_path / (f"{name}.zip" if zipped else name)
        content = text.getvalue().encode(encoding)
        if zipped:
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("KEN_ALL.CSV", content)
        else:
            path.write_bytes(content)
        return path

    return writing


def take(layout, path: Path, **more):
    return import_register(layout=layout, path=path, now=timezone.now(), **more)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("zipped", [False, True])
def test_postcodes_come_in_whatever_their_wrapping(write, encoding, zipped):
    report = take(POSTCODES, write(AREAS, encoding, zipped=zipped))
    assert (report.rows, report.lines, report.wrong) == (8, 9, 0)
    assert place_of("9638024").address == "福島県郡山市朝日"


def test_places_are_what_a_postcode_says_for_sure(write):
    take(POSTCODES, write(AREAS))
    found = {code: place_of(code) for code in ("9638601", "9630101", "9630200", "9630300", "4980000", "9999999")}
    assert {code: place and (place.address, place.is_whole) for code, place in found.items()} == {
        "9638601": ("福島県郡山市", True),
        "9630101": ("福島県郡山市", False),
        "9630200": ("福島県郡山市大町", True),
        "9630300": ("福島県郡山市", True),
        "4980000": None,
        "9999999": None,
    }


def test_companies_come_in_without_closed_old_and_hidden_ones(write):
    rows = [
        company("900000000001"),
        company("900000000002", c18="2020-01-01"),
        company("900000000003", c23="0"),
        company("900000000004", c29="1"),
        company("900000000005", c9="", c10="", c11="", c16="外国の住所"),
    ]
    assert take(CORPORATE_NUMBERS, write(rows)).rows == 2
    found = company_of(rows[0][1])
    assert (found.name, found.kana, found.address) == ("株式会社Ａ社", "エーシャ", "福島県郡山市朝日１丁目２３－７")
    assert [company_of(row[1]) is None for row in rows] == [False, True, True, True, False]


def test_a_second_import_replaces_the_first(write):
    take(POSTCODES, write(AREAS))
    take(POSTCODES, write([*AREAS[1:], postal("9638025", "桑野")], name="new.csv"))
    assert (place_of("9638024"), place_of("9638025").address) == (None, "福島県郡山市桑野")
    assert (RegisterImport.objects.count(), PostalArea.objects.count()) == (1, 8)
    assert registers_there() == {"postcodes"}


WRONG = {
    "nothing": [],
    "columns": [["a", "b"]],
    "other register": [company("900000000001")],
    "no postcodes": [postal("963802X", "朝日")] * 3,
    "one in ten": [*[postal(f"96380{n:02}", "町") for n in range(20)], postal("963", "x"), ["only", "two"]],
}


@pytest.mark.parametrize("rows", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_and_the_table_stays(write, rows):
    take(POSTCODES, write(AREAS))
    with pytest.raises(RefusedFile) as refusal:
        take(POSTCODES, write(rows, name="wrong.csv"))
    assert str(refusal.value)
    assert (place_of("9638024").address, PostalArea.objects.count()) == ("福島県郡山市朝日", 8)
    assert RegisterImport.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe\x81", b"PK\x03\x04broken", b"a" * 200_000 + b"\xff\xff"])
def test_bytes_that_are_no_text_are_refused(tmp_path, content):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(RefusedFile):
        take(POSTCODES, path)
    with pytest.raises(RefusedFile):
        take(POSTCODES, tmp_path / "missing.csv")


def test_a_file_of_changes_does_not_take_the_place_of_all(write):
    take(POSTCODES, write(AREAS))
    few = write(AREAS[:2], name="few.csv")
    with pytest.raises(RefusedFile):
        take(POSTCODES, few)
    assert place_of("9630101") is not None
    take(POSTCODES, few, smaller=True)
    assert place_of("9630101") is None


def test_an_import_that_was_cut_off_goes_on_where_it_was(write, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    take(POSTCODES, write([postal("1000001", "前")], name="old.csv"))
    path, calls = write(AREAS), []

    def cut(lines: int) -> None:
        calls.append(lines)
        if len(calls) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(POSTCODES, path, tell=cut)
    assert (place_of("1000001").address, place_of("9638024")) == ("福島県郡山市前", None)
    again = []
    report = take(POSTCODES, path, tell=again.append)
    assert (report.went_on, report.rows, PostalArea.objects.count()) == (True, 8, 8)
    assert place_of("1000001") is None


def test_another_file_after_a_cut_leaves_nothing_of_the_first(write, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)

    def cut(_lines: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(POSTCODES, write(AREAS), tell=cut)
    take(POSTCODES, write([postal("1000001", "前")], name="other.csv"))
    assert list(PostalArea.objects.values_list("code", flat=True)) == ["1000001"]


def test_commands_report_and_refuse_with_a_sentence(write, capsys, tmp_path):
    call_command("import_postcodes", str(write([*AREAS * 20, postal("9", "x")])))
    call_command("import_corporate_numbers", str(write([company("900000000001")], "cp932", zipped=True)))
    said = capsys.readouterr().out
    assert "181行を読み、8件を取り込みました。使えなかった行は1行です。" in said
    assert "181行目：「9」は郵便番号ではありません" in said
    assert CorporateRecord.objects.count() == 1
    with pytest.raises(CommandError, match="これまでの表はそのままです"):
        call_command("import_postcodes", str(tmp_path / "missing.csv"))


# ---- two at once


def second_during_the_first(write, monkeypatch, other: Path | None = None) -> list[object]:
    """What came of an import in a thread and of another one that began while it was half done: report or error."""
    monkeypatch.setattr(importing, "BATCH", 2)
    first, half, over = write(AREAS), Event(), Event()
    came: list[object] = [None, None]

    def halfway(_lines: int) -> None:
        half.set()
        over.wait(20)

    def one(place: int, path: Path, **more) -> None:
        try:
            came[place] = take(POSTCODES, path, **more)
        except Exception as error:
            came[place] = error
        finally:
            connection.close()

    thread = Thread(target=one, args=(0, first), kwargs={"tell": halfway})
    thread.start()
    assert half.wait(20)
    second = Thread(target=one, args=(1, other or first))
    second.start()
    second.join(20)
    over.set()
    thread.join(20)
    return came


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False])
def test_a_second_import_at_once_is_refused_and_disturbs_nothing(write, monkeypatch, same):
    other = None if same else write([postal("1000001", "別")], name="other.csv")
    first, second = second_during_the_first(write, monkeypatch, other)
    assert (first.rows, str(second)) == (8, "ほかの取り込みが動いています。終わってから、もう一度はじめてください。")
    assert (place_of("9638024").address, place_of("1000001")) == ("福島県郡山市朝日", None)
    assert (RegisterImport.objects.count(), PostalArea.objects.count()) == (1, 8)
    again = take(POSTCODES, write([*AREAS, postal("1000001", "別")], name="next.csv"))
    assert again.rows == 9


@pytest.mark.django_db(transaction=True)
def test_twin_without_taking_turns_the_second_takes_the_ground_from_the_first(write, monkeypatch):
    monkeypatch.setattr(importing, "one_import_at_a_time", lambda _kind: nullcontext())
    first, second = second_during_the_first(write, monkeypatch, write([postal("1000001", "別")], name="other.csv"))
    assert isinstance(first, IntegrityError)
    assert second.rows == 1


@pytest.mark.django_db(transaction=True)
def test_the_other_register_can_be_imported_meanwhile(write):
    with one_import_at_a_time(CORPORATE_NUMBERS.kind):
        assert take(POSTCODES, write(AREAS)).rows == 8


HOLD = """
import time
import django
django.setup()
from common.registers.turns import one_import_at_a_time
with one_import_at_a_time("postcodes"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_process_that_dies_lets_go(tmp_path, monkeypatch):
    monkeypatch.setattr(turns.connection, "is_in_memory_db", lambda: False, raising=False)
    own = {"HIROBA_DATA": str(tmp_path), "HIROBA_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "hiroba.settings.dev"}
    command = [sys.executable, "-c", HOLD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **own}) as other:
        assert other.stdout.readline() == b"held\n"
        with turns._held_by_folder("postcodes") as is_ours:
            assert not is_ours
        other.kill()
        other.wait(20)
    with turns._held_by_folder("postcodes") as is_ours:
        assert is_ours
