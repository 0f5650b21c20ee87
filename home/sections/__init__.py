"""Sections of public pages. Editors choose order and words; live data comes from `home.sources`.

Not in `blocks.py`, because the models need these definitions, and files of an app import one way.
"""

from wagtail import blocks

from home.sections.asking import BarsBlock, CheckBlock, NewsBlock, PollBlock
from home.sections.base import LineBlock, SectionBlock
from home.sections.before_after import BeforeAfterBlock
from home.sections.front import CasesBlock, GalleryBlock, HeroBlock, LoopBlock, NumbersBlock
from home.sections.levels import LevelsBlock
from home.sections.programme import CallBlock, FaqBlock, MentorsBlock, RubricBlock, TimelineBlock, TracksBlock
from home.sections.words import FigureBlock, NextBlock, PathBlock, StatBlock, TextBlock, VoiceBlock, VoicesBlock

__all__ = ["CHECKS", "DETAILS", "LINES", "SECTIONS", "SECTION_COUNTS", "SectionBlock"]

Named = list[tuple[str, blocks.Block]]

SECTIONS: Named = [
    ("hero", HeroBlock()),
    ("call", CallBlock()),
    ("loop", LoopBlock()),
    ("numbers", NumbersBlock()),
    ("gallery", GalleryBlock()),
    ("cases", CasesBlock()),
    ("timeline", TimelineBlock()),
    ("tracks", TracksBlock()),
    ("rubric", RubricBlock()),
    ("faq", FaqBlock()),
    ("mentors", MentorsBlock()),
    ("voices", VoicesBlock()),
    ("figure", FigureBlock()),
    ("before_after", BeforeAfterBlock()),
    ("text", TextBlock()),
    ("news", NewsBlock()),
    ("poll", PollBlock()),
    ("bars", BarsBlock()),
    ("levels", LevelsBlock()),
    ("next", NextBlock()),
]
# A page calls for exactly one next step.
SECTION_COUNTS = {"hero": {"max_num": 1}, "next": {"max_num": 1}, "poll": {"max_num": 1}}
LINES: Named = [("line", LineBlock(max_length=120))]
CHECKS: Named = [("check", CheckBlock())]
DETAILS: Named = [("stat", StatBlock()), ("path", PathBlock()), ("voice", VoiceBlock())]
