"""Public pages and who runs them."""

from home.models.operator import DEFAULT_ACCENT, OperatorSettings
from home.models.pages import (
    BodyPage,
    HomePage,
    ProgrammeIndexPage,
    ProgrammePage,
    PublicPage,
    StandardPage,
)
from home.models.search import SearchRow
from home.models.showcase import Consent, ShowcaseIndexPage, ShowcasePage, consent_of

__all__ = [
    "DEFAULT_ACCENT",
    "BodyPage",
    "Consent",
    "HomePage",
    "OperatorSettings",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "PublicPage",
    "SearchRow",
    "ShowcaseIndexPage",
    "ShowcasePage",
    "StandardPage",
    "consent_of",
]
