"""Words of a content file turned into sections, one function a page. The shape is hiroba/demo/content/site.yaml's."""

from collections.abc import Mapping, Sequence
from typing import Any

from home.actions.pages import Section, child, lines, stream

Words = Mapping[str, Any]

LEVEL = ("label", "shown", "when")
# Plots that are sections of their own: which section, and which words each of its rows has.
ROWS_OF = {
    "bars": ("bars", ("label", "shown")),
    "pyramid": ("levels", LEVEL),
    "waffle": ("levels", LEVEL),
    "stairs": ("levels", LEVEL),
}


def link(words: Words) -> dict[str, Any]:
    """A button's label and where it leads."""
    return {"label": words["label"], "path": words.get("path", ""), "target": None}


def next_section(words: Words | None) -> list[Section]:
    """The one next step, if the content names one."""
    if not words:
        return []
    return [("next", {"title": words["title"], "text": words.get("text", ""), **link(words)})]


def home_sections(words: Words, series: Sequence[Words], language: str) -> list[Section]:
    """Sections of the front page."""
    figures = [_figure(one, one[language]) for one in series]
    return [
        _hero(words["hero"]),
        (
            "loop",
            {
                "title": words["loop_title"],
                "text": words["loop_text"],
                "steps": list(words["loop"]),
                "again": words["loop_return"],
            },
        ),
        ("numbers", {"title": words["numbers_title"], "text": words["numbers_text"], "figures": figures}),
        ("gallery", {"title": words["sketches_title"], "text": words["sketches_text"], "count": 6}),
        ("cases", {"title": words["cases_title"], "text": words["cases_text"], "count": 3}),
        *asking_sections(words),
        *next_section(words.get("next")),
    ]


def asking_sections(words: Words) -> list[Section]:
    """News, and one question with one tap, where the content has them."""
    found: list[Section] = []
    if words.get("news_title"):
        found.append(("news", {"title": words["news_title"], "text": "", "count": 3}))
    if words.get("poll"):
        poll = words["poll"]
        found.append(("poll", {"title": poll["question"], "text": "", "key": poll["key"], "options": poll["options"]}))
    return found


def _hero(hero: Words) -> Section:
    buttons = [link(button) for button in hero.get("buttons", [])]
    underlined = hero.get("underlined", "")
    return ("hero", {"title": hero["title"], "text": hero["text"], "underlined": underlined, "buttons": buttons})


def _figure(one: Words, words: Words) -> dict[str, Any]:
    if one["plot"] == "funnel":
        value = {"title": words["title"], "cohort_key": one["cohort"], "source": words["source"]}
        return child("funnel", value)
    points = [
        {"label": point.get("label", ""), "value": number, "shown": point["shown"], "when": point["when"]}
        for number, point in zip(one["points"], words["points"], strict=True)
    ]
    value = {name: words[name] for name in ("title", "unit", "sentence", "source")}
    return child("series", {**value, "form": one["plot"], "points": points, "is_made_up": False})


def programme_sections(words: Words, programme: Words, faq: Sequence[Words], language: str) -> list[Section]:
    """Sections of a programme's page."""
    split = {
        "title": words["split_title"],
        "cohort_key": programme["earlier_cohort"],
        "sentence": words["split_sentence"],
        "source": words["split_source"],
        "is_made_up": True,
    }
    questions = [{"question": one[language]["q"], "answer": one[language]["a"]} for one in faq]
    return [
        ("timeline", {"title": words["timeline_title"], "cohort_key": programme.get("cohort", "")}),
        ("tracks", {"title": words["tracks_title"], "text": words["tracks_text"]}),
        ("rubric", {"title": words["rubric_title"], "text": words["rubric_text"], "split": [split]}),
        ("faq", {"title": words["faq_title"], "questions": questions}),
        ("mentors", {"title": words["mentors_title"], "source": words["mentors_source"]}),
        *next_section(words.get("next")),
    ]


def told_sections(programme: Words, words: Words, language: str) -> list[Section]:
    """Sections of a programme elsewhere that is only told about: its story, and its numbers with their source."""
    found: list[Section] = [("text", {"title": words["heading"], "text": "", "paragraphs": list(words["body"])})]
    if "before_after" in programme:
        found.append(_pair(programme["before_after"], language))
    if "series" in programme:
        found.append(numbers_section(programme["series"], language))
    return found


def _pair(one: Words, language: str) -> Section:
    """Two drawings; re-told, so they are marked as made up."""
    words = one[language]
    sides = {
        side: {"drawing": one[side], "image": None, "caption": words[side], "alt": ""} for side in ("before", "after")
    }
    kept = {name: words[name] for name in ("title", "text", "source")}
    return ("before_after", {**kept, **sides, "is_made_up": True})


def numbers_section(one: Words, language: str) -> Section:
    """Measured numbers as a section of their own, in the form that the content names as `plot`."""
    words = one[language]
    if one["plot"] not in ROWS_OF:
        return ("numbers", {"title": words["title"], "text": "", "figures": [_figure(one, words)]})
    section, names = ROWS_OF[one["plot"]]
    values = one.get("points") or [None] * len(words["points"])
    rows = [
        {"value": value, **{name: point[name] for name in names}}
        for value, point in zip(values, words["points"], strict=True)
    ]
    kept = {name: words[name] for name in ("title", "unit", "sentence", "source") if name in words}
    form = {"form": one["plot"]} if section == "levels" else {}
    return (section, {**kept, **form, "text": "", "rows": rows, "is_made_up": False})


def list_sections(words: Words) -> list[Section]:
    """Sections of a list page: it brings its own rows, so only the next step."""
    return [*next_section(words.get("next"))]


def text_sections(paragraphs: Sequence[str]) -> list[Section]:
    """Sections of a text page."""
    return [("text", {"title": "", "text": "", "paragraphs": list(paragraphs)})]


def standard_sections(text: Words, language: str) -> list[Section]:
    """Sections of a text page that may show numbers below its words."""
    return [*text_sections(text[language]["body"]), *(numbers_section(one, language) for one in text.get("series", ()))]


def case_fields(case: Words, words: Words) -> dict[str, Any]:
    """Fields of an editors' case."""
    picture = case["picture"]
    stats = [("stat", {**one, "is_made_up": one.get("made_up", False)}) for one in words.get("stats", [])]
    path = [("path", words["path"])] if words.get("path") else []
    voices = [("voice", voice) for voice in words.get("voices", [])]
    return {
        "tag": words["tag"],
        "place": words["place"],
        "sdgs": ", ".join(str(goal) for goal in case["sdgs"]),
        "lead": words["lead"],
        "before_drawing": picture["before"],
        "before_caption": words["before"],
        "after_drawing": picture["after"],
        "after_caption": words["after"],
        "tried": lines(words["tried"]),
        "worked": lines(words["worked"]),
        "not_worked": lines(words["not_worked"]),
        "details": stream([*stats, *path, *voices]),
        "source": words["source"],
        "is_made_up": bool(case.get("made_up", False)),
    }
