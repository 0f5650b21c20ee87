"""`python -m tests.realtime.server PORT`: the small installation under daphne, as the product serves itself."""

import os
import sys
import warnings
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.realtime.settings")


def main(port: int) -> None:
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", module="twisted|autobahn|daphne")
    import django

    django.setup()
    from django.core.asgi import get_asgi_application

    from hiroba.launch.server import serve
    from hiroba.routing import build_application

    application = build_application(get_asgi_application())
    if os.environ.get("HIROBA_TEST_SERVER") == "uvicorn":
        serve_by_uvicorn(application, port)
    else:
        serve(application, host="127.0.0.1", port=port)


def serve_by_uvicorn(application: Any, port: int) -> None:
    import uvicorn

    uvicorn.run(
        application,
        port=port,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        log_level="warning",
        lifespan="off",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
