"""A file kind added by doing what the README says, word for word."""

import re
from pathlib import Path
from uuid import uuid4

import pytest

from common.files import check_upload, file_kind, file_url, keep_file
from tests.factories.accounts import UserFactory
from tests.factories.common import NOW, pdf, run_jobs

README = Path(__file__).parents[2] / "site" / "common" / "README.md"


@pytest.mark.django_db
def test_the_readme_s_file_kind_works(open_kind, client):
    block = re.search(r"```python\n(.*?)\n  ```", README.read_text(), re.S)
    exec(re.sub(r"^  ", "", block[1], flags=re.M), {})
    subject, person = uuid4(), UserFactory()
    with check_upload(upload=pdf(pages=1), kind="poster") as checked:
        file = keep_file(checked=checked, subject=subject, by=person, now=NOW)
    run_jobs()
    assert (file_kind("poster").max_files, file.account.name) == (2, f"event:{subject}")
    seen = [client.get(file_url(file, variant)).status_code for variant in ("page-1", "original")]
    client.force_login(person)
    seen += [client.get(file_url(file, variant)).status_code for variant in ("page-1", "original")]
    assert seen == [200, 404, 200, 200]
