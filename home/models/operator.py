"""Who runs this installation."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home.colours import contrast_with_white

# WCAG 1.4.3: white words on the operator's colour must stay readable.
LEAST_CONTRAST = 4.5
DEFAULT_ACCENT = "#0017c1"
is_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Please write the colour as # and six digits, as #0017c1."))


def validate_accent(value: str) -> None:
    """Refuse a colour on which white words cannot be read."""
    is_colour(value)
    if contrast_with_white(value) < LEAST_CONTRAST:
        raise ValidationError(_("White words cannot be read on this colour. Please choose a darker one."))


@register_setting(icon="home")
class OperatorSettings(BaseSiteSetting):
    """Shown in the header, the footer and every mail. What is empty in English falls back to Japanese."""

    name = models.CharField(_("name"), max_length=60, default="ひろば")
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    note = models.CharField(_("note under the name"), max_length=60, blank=True)
    note_en = models.CharField(_("note in English"), max_length=60, blank=True)
    tagline = models.CharField(_("tagline"), max_length=60, blank=True)
    tagline_en = models.CharField(_("tagline in English"), max_length=60, blank=True)
    logo = models.ForeignKey("wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+")
    accent = models.CharField(_("colour"), max_length=7, default=DEFAULT_ACCENT, validators=[validate_accent])
    department = models.CharField(_("department"), max_length=80, blank=True)
    department_en = models.CharField(_("department in English"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    hours = models.CharField(_("opening hours"), max_length=60, blank=True)
    hours_en = models.CharField(_("opening hours in English"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    panels = [
        *(FieldRowPanel([FieldPanel(name), FieldPanel(f"{name}_en")]) for name in ("name", "note", "tagline")),
        MultiFieldPanel([FieldPanel("logo"), FieldPanel("accent")], heading=_("Look")),
        *(FieldRowPanel([FieldPanel(name), FieldPanel(f"{name}_en")]) for name in ("department", "hours")),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
    ]

    class Meta:
        verbose_name = _("operator")

    def __str__(self) -> str:
        return self.name
