"""What the living page shows: made-up content in the words of the product."""

from typing import Any

from django.utils.translation import pgettext_lazy as _p

from common.ui.components.actions import Segment
from common.ui.components.channel import Reaction, SideGroup, SideLink
from common.ui.components.data import Column, Score, Term
from common.ui.components.frame import Crumb
from common.ui.components.labels import HEADS, Chip, DateTile, Fact, Person
from common.ui.components.notices import Question
from common.ui.components.progress import Ring, RiverStep, Step
from common.ui.components.sheets import Drawn, LoopStep
from common.ui.components.sketch import Version
from common.ui.icons import IconName
from common.ui.sample_form import sample_forms
from common.ui.sample_plots import sample_figures
from common.ui.values import options_of


def samples() -> dict[str, Any]:
    """Context of `/ui/`."""
    return {
        "icons": options_of(IconName),
        "roles": list(HEADS),
        "swatches": ["ink", "action", "link", "call", "go", "error", "sun", "band", "sheet"],
        "figures": sample_figures(),
        **_marks(),
        **_pictures(),
        **_courses(),
        **_loop(),
        **_lists(),
        **_tables(),
        **_scores(),
        **_talk(),
        **_sketch(),
        **sample_forms(),
    }


def _marks() -> dict[str, Any]:
    open_chip = Chip(_p("sample", "Open now"), "call", "call")
    return {
        "chips": [
            Chip(_p("sample", "Draft")),
            open_chip,
            Chip(_p("sample", "Accepted"), "go", "check"),
            Chip(_p("sample", "In review"), "ink", "eye"),
            Chip(_p("sample", "Entered on behalf"), "sun", "pencil"),
            Chip(_p("sample", "Sent back"), "error", "undo"),
        ],
        "open_chip": open_chip,
        "facts": [Fact("calendar", _p("sample", "Sat 12 December")), Fact("place", _p("sample", "Community centre"))],
        "help_facts": [
            Fact("calendar", _p("sample", "Sun 6 December")),
            Fact("smile", _p("sample", "Thanks: fresh vegetables")),
        ],
        "ring": Ring(2, 3),
        "date": DateTile(_p("sample", "Dec"), "12", _p("sample", "Sat"), "2026-12-12"),
    }


def _pictures() -> dict[str, Any]:
    return {
        "crumbs": [
            Crumb(_p("sample", "Start"), "/"),
            Crumb(_p("sample", "Calls and programmes"), "#"),
            Crumb(_p("sample", "Components")),
        ],
        "before": Drawn(
            "workshop-before.svg", _p("sample", "One workshop, piled up with work"), _p("sample", "Before: turned down")
        ),
        "after": Drawn(
            "workshop-after.svg", _p("sample", "Six workshops pass the parts on"), _p("sample", "After: passed on")
        ),
    }


def _courses() -> dict[str, Any]:
    return {
        "river": [
            RiverStep(_p("sample", "Call"), _p("sample", "August"), "past"),
            RiverStep(_p("sample", "Lessons"), _p("sample", "October"), "past"),
            RiverStep(_p("sample", "Forum"), _p("sample", "November"), "now", _p("sample", "now")),
            RiverStep(_p("sample", "Public event"), _p("sample", "February")),
        ],
        "steps": [
            Step(_p("sample", "First"), "completed", "#"),
            Step(_p("sample", "The company")),
            Step(_p("sample", "The plan")),
            Step(_p("sample", "Files, consent")),
            Step(_p("sample", "Check and submit")),
        ],
        "steps_mixed": [
            Step(_p("sample", "First"), "completed", "#"),
            Step(_p("sample", "The company"), "error", "#"),
            Step(_p("sample", "The plan"), "skipped"),
            Step(_p("sample", "Files, consent")),
            Step(_p("sample", "Check and submit")),
        ],
    }


def _loop() -> dict[str, Any]:
    return {
        "loop": [
            LoopStep(
                _p("sample", "Call"), _p("sample", "The city or anybody puts a theme on the square."), "loop-1.svg"
            ),
            LoopStep(
                _p("sample", "Raise a hand"),
                _p("sample", "Companies and people answer with what they can."),
                "loop-2.svg",
            ),
            LoopStep(_p("sample", "Draw together"), _p("sample", "Talking, we draw what may come."), "loop-3.svg"),
            LoopStep(_p("sample", "Show results"), _p("sample", "Also what did not work."), "loop-4.svg"),
            LoopStep(
                _p("sample", "Call the next"), _p("sample", "The first year stands beside the second."), "loop-5.svg"
            ),
        ],
    }


def _lists() -> dict[str, Any]:
    return {
        "questions": [
            Question(
                _p("sample", "May one person alone apply?"), _p("sample", "Yes. A corporate number is not needed.")
            ),
            Question(_p("sample", "Does it cost anything?"), _p("sample", "No.")),
        ],
        "segments": [
            Segment(_p("sample", "Open"), "#", current=True, count=4),
            Segment(_p("sample", "Settled"), "#", count=1),
        ],
        "toggles": [
            Segment(_p("sample", "Version 1"), icon="layers", value="1"),
            Segment(_p("sample", "Version 2"), value="2", current=True),
        ],
    }


def _tables() -> dict[str, Any]:
    return {
        "columns": [
            Column(_p("sample", "Criterion")),
            Column(_p("sample", "Points"), numeric=True),
            Column(_p("sample", "State")),
        ],
        "rows": [
            (_p("sample", "Good for the area"), 25, _p("sample", "Settled")),
            (_p("sample", "New and its own"), 20, _p("sample", "Settled")),
            (_p("sample", "Will to change"), 15, _p("sample", "Open")),
        ],
        "terms": [
            Term(_p("sample", "Receipt number"), "KDX2-2026-0007-5"),
            Term(_p("sample", "Received"), _p("sample", "Thu 10 December 2026, 20:14")),
        ],
    }


def _scores() -> dict[str, Any]:
    return {
        "jurors": [
            _p("sample", "Industry office"),
            _p("sample", "Business advice"),
            _p("sample", "University"),
            _p("sample", "Owner"),
        ],
        "close_scores": [Score("A", 82, 0), Score("B", 84, 1), Score("C", 86, 2), Score("D", 83, 3)],
        "far_scores": [Score("A", 55, 0), Score("B", 88, 1), Score("C", 72, 2), Score("D", 76, 3)],
        "scale_words": [
            _p("sample", "weak"),
            _p("sample", "a bit weak"),
            _p("sample", "fair"),
            _p("sample", "good"),
            _p("sample", "very good"),
        ],
        "level_words": [
            _p("sample", "Not begun yet"),
            _p("sample", "Tried in places"),
            _p("sample", "Under way in some sections"),
            _p("sample", "Under way everywhere"),
            _p("sample", "Checked by numbers"),
            _p("sample", "Of value to the town"),
        ],
    }


def _talk() -> dict[str, Any]:
    return {
        "callable": [(_p("sample", "Polishing workshop"), "1"), (_p("sample", "Group leader"), "2")],
        "reactions": [
            Reaction(_p("sample", "I can help"), "hand", "help", 2),
            Reaction(_p("sample", "Thank you"), "smile", "thanks", 6, pressed=True),
        ],
        "side_groups": [
            SideGroup(
                _p("sample", "Channels"),
                [
                    SideLink(_p("sample", "News"), "#", "call"),
                    SideLink(_p("sample", "Pass it on"), "#", "hash", current=True),
                    SideLink(_p("sample", "Machines and materials"), "#", "hash", unread=3),
                    SideLink(_p("sample", "Organisers only"), "#", "lock"),
                ],
            ),
            SideGroup(_p("sample", "Became work"), [SideLink(_p("sample", "A jig for a prototype"), "#", "gear")]),
        ],
        "people": [
            Person(_p("sample", "Group leader"), role="leader", presence="on"),
            Person(_p("sample", "Polishing workshop"), role="office", presence="on"),
            Person(_p("sample", "Asker"), role="member", presence="away"),
        ],
    }


def _sketch() -> dict[str, Any]:
    return {
        "stickers": ["hands", "precedent", "wecan"],
        "pins": [(1, 17, 52, "", False), (2, 50, 40, "", True), (3, 33, 78, "done", False)],
        "versions": [
            Version(
                _p("sample", "Version 1"),
                _p("sample", "One alone had to turn work down"),
                "workshop-before.svg",
                _p("sample", "One workshop"),
            ),
            Version(
                _p("sample", "Version 2"),
                _p("sample", "Six pass it on (now)"),
                "workshop-after.svg",
                _p("sample", "Six workshops"),
                "#",
            ),
        ],
    }
