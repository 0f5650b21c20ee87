"""What the terminal says while an installation waits for its first administrator."""

from django.db import DatabaseError

from hiroba.launch.speech import say
from hiroba.setup.queries import needs_setup, setup_address


def tell_setup_address() -> None:
    """Print the address once a start, until somebody used it. A database that cannot be asked is told elsewhere."""
    try:
        if not needs_setup():
            return
        address = setup_address()
    except DatabaseError:
        return
    say(
        f"管理者がまだいません。次のページで広場をひらいてください(ほかの人に見せないでください): {address}",
        f"There is no administrator yet. Open this page to set up the site, and show it to nobody: {address}",
    )
