from datetime import UTC, datetime

from common.icalendar import CalendarEntry, calendar_text, escaped, folded

ENTRY = CalendarEntry(
    uid="event-1@hiroba", sequence=3,
    stamped_at=datetime(2026, 11, 22, 1, 0, tzinfo=UTC),
    starts_at=datetime(2026, 12, 10, 4, 0, tzinfo=UTC), ends_at=datetime(2026, 12, 10, 7, 0, tzinfo=UTC),
    title="おでかけ, 秋", text="一行目\n二行目", place="県外の会場", url="https://hiroba.example.jp/communities/events/1/",
)  # fmt: skip


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_the_file_says_when_where_and_which_version():
    lines = unfolded(calendar_text(ENTRY))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "UID:event-1@hiroba", "SEQUENCE:3", "DTSTAMP:20261122T010000Z", "DTSTART:20261210T040000Z",
        "DTEND:20261210T070000Z", "SUMMARY:おでかけ\\, 秋", "DESCRIPTION:一行目\\n二行目", "LOCATION:県外の会場",
        "URL:https://hiroba.example.jp/communities/events/1/", "STATUS:CONFIRMED",
    ):  # fmt: skip
        assert lines.count(line) == 1


def test_nobody_can_add_a_line_of_their_own():
    title = "集い\r\nATTENDEE:mailto:x@example.jp\x0bBEGIN:VALARM"
    text = calendar_text(CalendarEntry(**{**vars(ENTRY), "title": title, "url": "https://a.example\r\nX:1"}))
    starts = {line.partition(":")[0] for line in unfolded(text)}
    assert starts.isdisjoint({"ATTENDEE", "X"})
    assert text.count("BEGIN:") == 2 + title.count("BEGIN:")
    assert "\nBEGIN:VALARM" not in text


def test_special_signs_are_escaped():
    assert escaped("a\\b; c, d") == "a\\\\b\\; c\\, d"


def test_lines_are_at_most_75_bytes_and_characters_stay_whole():
    text = calendar_text(CalendarEntry(**{**vars(ENTRY), "text": "町の広場𠮷" * 60}))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"DESCRIPTION:{'町の広場𠮷' * 60}" in unfolded(text)
    assert folded("a" * 75) == "a" * 75
    assert folded("a" * 76) == "a" * 75 + "\r\n a"
