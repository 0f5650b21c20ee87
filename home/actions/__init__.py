"""The only place that writes public pages, Wagtail's admin aside."""

from home.actions.checking import let_edit, set_up_checking, tell_second_person, tell_writer
from home.actions.clearing import clear_pages, forget_operator
from home.actions.operator import write_operator
from home.actions.polls import cast_vote
from home.actions.search import keep_words, rebuild_search
from home.actions.showcase import draft_showcase, publish_showcase, write_showcase
from home.actions.site import build_minimal_site, build_site

__all__ = [
    "build_minimal_site",
    "build_site",
    "cast_vote",
    "clear_pages",
    "draft_showcase",
    "forget_operator",
    "keep_words",
    "let_edit",
    "publish_showcase",
    "rebuild_search",
    "set_up_checking",
    "tell_second_person",
    "tell_writer",
    "write_operator",
    "write_showcase",
]
