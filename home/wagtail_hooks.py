"""What the content management calls."""

from wagtail import hooks

from home.cms.people import people_at_once

hooks.register("before_bulk_action", people_at_once)
