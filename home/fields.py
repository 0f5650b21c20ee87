"""The field that page sections are kept in."""

from typing import Any

from wagtail.fields import StreamField


class SectionsField(StreamField):
    """A StreamField whose blocks stand in the code alone.

    The column is JSON whatever the blocks are. Left out of the migrations, a new block or another label needs none,
    and no migration has to rebuild every block to run. In a migration the value is that JSON.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """What migrations are told: a StreamField of nothing."""
        name, path, _blocks, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [[]], options

    def to_python(self, value: Any) -> Any:
        """Without blocks, as in a migration, what is stored: a page that is saved there keeps its sections."""
        return value if self.block_types_arg == [] else super().to_python(value)
