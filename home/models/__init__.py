"""Public pages and who runs them."""

from home.models.accessibility import AccessibilityPage, AccessibilityPolicyPage, AccessibilityResultsPage
from home.models.checking import CheckedPagePermissions, SecondPersonTask
from home.models.news import NewsIndexPage, NewsPage
from home.models.operator import DEFAULT_ACCENT, OperatorSettings
from home.models.pages import (
    BodyPage,
    HomePage,
    ProgrammeIndexPage,
    ProgrammePage,
    PublicPage,
    StandardPage,
)
from home.models.place import CommunityPage
from home.models.polls import PollVote
from home.models.search import SearchRow
from home.models.showcase import Consent, ShowcaseIndexPage, ShowcasePage, consent_of

__all__ = [
    "DEFAULT_ACCENT",
    "AccessibilityPage",
    "AccessibilityPolicyPage",
    "AccessibilityResultsPage",
    "BodyPage",
    "CheckedPagePermissions",
    "CommunityPage",
    "Consent",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "OperatorSettings",
    "PollVote",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "PublicPage",
    "SearchRow",
    "SecondPersonTask",
    "ShowcaseIndexPage",
    "ShowcasePage",
    "StandardPage",
    "consent_of",
]
