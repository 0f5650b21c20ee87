"""Step 2: who enters."""

from django.utils.translation import gettext_lazy as _

from cohorts.questions.shapes import Field, Kind, Question, Step, question_of

COMPANY = Step(
    "company",
    2,
    _("About your company"),
    9,
    (
        question_of(Field("kind", _("You enter as"), Kind.CHOICE, source="kinds")),
        question_of(
            Field(
                "corporate_number",
                _("Corporate number"),
                Kind.CORPORATE,
                required=False,
                max_length=40,
                help=_("13 digits. Full-width digits, spaces and the T of an invoice number are fine."),
                width="medium",
            )
        ),
        Question(
            "organisation",
            _("Name and reading"),
            (
                Field("org_name", _("Name of the company or group"), max_length=100, autocomplete="organization"),
                Field(
                    "org_kana",
                    _("Name in katakana"),
                    Kind.KANA,
                    help=_("Type hiragana if you like; it turns into katakana."),
                ),
            ),
        ),
        Question(
            "place",
            _("Address"),
            (
                Field(
                    "postal_code",
                    _("Postcode"),
                    Kind.POSTAL,
                    max_length=20,
                    help=_("7 digits, with or without a hyphen. Example: 963-8601"),
                    autocomplete="postal-code",
                    width="short",
                ),
                Field(
                    "address",
                    _("Address from the prefecture to the building"),
                    max_length=200,
                    autocomplete="street-address",
                ),
            ),
        ),
        question_of(Field("industry", _("Industry"), Kind.CHOICE, source="industries", width="long")),
        question_of(Field("employees", _("Number of employees"), Kind.CHOICE, source="employees")),
        Question(
            "representative",
            _("Representative"),
            (
                Field("rep_family", _("Family name"), max_length=40, autocomplete="family-name"),
                Field("rep_given", _("Given name"), max_length=40, autocomplete="given-name"),
                Field("rep_kana", _("Name in katakana (both)"), Kind.KANA, max_length=80),
                Field("rep_title", _("Job title"), max_length=40, autocomplete="organization-title"),
            ),
            help=_("Characters such as 髙, 﨑 and 𠮷 can be used as they are."),
            purpose=_("Used to address the letter with the result"),
            grouped=True,
        ),
        question_of(
            Field(
                "phone",
                _("Telephone"),
                Kind.PHONE,
                max_length=30,
                help=_("With or without hyphens."),
                purpose=_("Used to confirm that we received your entry"),
                autocomplete="tel",
                width="medium",
            )
        ),
        Question(
            "second",
            _("The person who does it with you (right hand)"),
            (
                Field("second_same", _("Same as the representative"), Kind.TICK, required=False),
                Field("second_family", _("Family name"), required=False, max_length=40),
                Field("second_given", _("Given name"), required=False, max_length=40),
                Field(
                    "second_email",
                    _("E-mail of this person"),
                    Kind.EMAIL,
                    required=False,
                    max_length=200,
                    help=_(
                        "We ask this person by mail. After a yes they see and edit the entry with you. "
                        "People of the office and jurors cannot take part."
                    ),
                    width="long",
                ),
            ),
            grouped=True,
        ),
    ),
)
