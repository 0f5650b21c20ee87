"""What is wrong with an installation, and what to do about it: findings in plain words, for `manage.py doctor`.

Each check looks at one thing and answers a `Finding` or None when it is well. None of them changes anything but a file
that it removes again.
"""

import smtplib
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from common.clock import database_now
from common.maintenance import maintenance
from hiroba.launch import preflight
from hiroba.launch.places import BUILT, LOCALE
from hiroba.launch.speech import Refusal
from hiroba.migrated import between_versions, stranded
from hiroba.settings import guards
from hiroba.setup.queries import needs_setup, setup_address

CLOCK_SECONDS = 5.0
WAITING_MINUTES = 5
MAIL_SECONDS = 5.0


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: what it is and what to do, in both languages."""

    name: str
    japanese: str
    english: str


def database() -> Finding | None:
    """Nothing works without it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, sqlite3.Error, OSError) as error:
        return Finding(
            "database",
            f"データベースにつながりません({type(error).__name__})。HIROBA_DATABASE_URL とサーバーを確かめてください。",
            f"The database does not answer ({type(error).__name__}); check HIROBA_DATABASE_URL and its server.",
        )
    return None


def migrations() -> Finding | None:
    """The tables must be those of this code."""
    executor = MigrationExecutor(connection)
    if apps := stranded(executor):
        return Finding("migrations", *between_versions(apps))
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not missing:
        return None
    return Finding(
        "migrations",
        f"データベースに未適用の変更が {missing} 件あります。manage.py migrate を実行してください。",
        f"{missing} migrations are not applied; run manage.py migrate.",
    )


def sqlite_pragmas() -> Finding | None:
    """Without WAL and FULL an acknowledged message may not survive a power cut."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    if str(journal).lower() == "wal" and int(synchronous) >= 2:
        return None
    return Finding(
        "sqlite",
        f"SQLite の設定が安全ではありません(journal_mode={journal}, synchronous={synchronous})。"
        "データフォルダーをネットワーク上のディスクから手元のディスクへ移してください。",
        f"SQLite is not set up safely (journal_mode={journal}, synchronous={synchronous}); "
        "move the data folder from a network disk to a local one.",
    )


def redis() -> Finding | None:
    """Hints between processes and limits live there; both directions are tried."""
    if not settings.REDIS_URL:
        return None
    try:
        cache.set("hiroba:doctor", "1", 10)
        if cache.get("hiroba:doctor") == "1" and _echoes():
            return None
        why = "no echo"
    except Exception as error:  # whatever the client raises, it means: not usable
        why = type(error).__name__
    return Finding(
        "redis",
        f"Redis が使えません({why})。HIROBA_REDIS_URL と Redis のサーバーを確かめてください。",
        f"Redis cannot be used ({why}); check HIROBA_REDIS_URL and its server.",
    )


def _echoes() -> bool:
    from redis import Redis  # noqa: PLC0415 - a client of the layer, absent in a small installation

    with Redis.from_url(settings.REDIS_URL, socket_timeout=3) as client, client.pubsub() as listener:
        listener.subscribe("hiroba:doctor")
        listener.get_message(timeout=3)
        client.publish("hiroba:doctor", "1")
        return listener.get_message(timeout=3) is not None


def data_folder() -> Finding | None:
    """Uploads and, embedded, the database lie there."""
    try:
        preflight.check_folder(settings.DATA_DIR)
        preflight.check_room(settings.DATA_DIR)
    except Refusal as refusal:
        japanese, _, english = str(refusal).partition(" / ")
        return Finding("data", japanese, english)
    if not settings.DATA_DIR.stat().st_mode & guards.WORLD:
        return None
    return Finding(
        "data",
        f"データフォルダー {settings.DATA_DIR} がほかの利用者にも開かれています。chmod 700 を実行してください。",
        f"The data folder {settings.DATA_DIR} is open to other users of the machine; run chmod 700 on it.",
    )


def worker() -> Finding | None:
    """Mail, pages of PDFs and announcements wait for it."""
    since = timezone.now() - timedelta(minutes=WAITING_MINUTES)
    waiting = DBTaskResult.objects.filter(backend_name="bg", status="READY", enqueued_at__lt=since).count()
    if not waiting:
        return None
    return Finding(
        "worker",
        f"{WAITING_MINUTES} 分以上待っている仕事が {waiting} 件あります。manage.py worker を確かめてください。",
        f"{waiting} jobs have waited for more than {WAITING_MINUTES} minutes; see whether manage.py worker runs.",
    )


def secret_key() -> Finding | None:
    """Whoever knows the key signs himself in as anybody."""
    if settings.DEMO_MODE or guards.secret_key({"HIROBA_SECRET_KEY": settings.SECRET_KEY}) is None:
        return None
    return Finding(
        "secret key",
        f"HIROBA_SECRET_KEY が短いか、知られたものです。{guards.LEAST_KEY_LENGTH} 文字以上の乱数にしてください。",
        f"HIROBA_SECRET_KEY is short or known; make it a random text of at least {guards.LEAST_KEY_LENGTH} characters.",
    )


def origins() -> Finding | None:
    """Forms and sockets are refused from elsewhere."""
    listed = settings.ORIGINS
    well = listed and all(origin.startswith("https://") or settings.DEMO_MODE for origin in listed)
    if well and not any("*" in origin or origin.endswith("/") for origin in listed):
        return None
    return Finding(
        "origins",
        "HIROBA_ORIGINS が正しくありません。https://hiroba.example.jp のように、最後の / を付けずに書いてください。",
        "HIROBA_ORIGINS is not right; list exact origins such as https://hiroba.example.jp, without a final slash.",
    )


def mail() -> Finding | None:
    """Login codes go out by mail."""
    if "smtp" not in settings.EMAIL_BACKEND:
        return None
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=MAIL_SECONDS) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        return Finding(
            "mail",
            f"メールサーバーにつながりません({type(error).__name__})。HIROBA_EMAIL_URL を確かめてください。",
            f"The mail server does not answer ({type(error).__name__}); check HIROBA_EMAIL_URL.",
        )
    return None


def built_files() -> Finding | None:
    """Styles, scripts and the Japanese texts are made at set-up."""
    folder = Path(settings.STATIC_ROOT) if settings.STATIC_ROOT else BUILT
    texts = LOCALE / "LC_MESSAGES" / "django.mo"
    if folder.is_dir() and any(folder.iterdir()) and texts.is_file():
        return None
    return Finding(
        "built files",
        "画面の部品または日本語の文言が組み立てられていません。"
        "make build(本番では manage.py collectstatic も)を実行してください。",
        "Static files or Japanese texts are not built; run make build (in production also manage.py collectstatic).",
    )


def clock() -> Finding | None:
    """Deadlines are judged by the database's clock, people look at the host's."""
    before = time.time()
    difference = abs(database_now().timestamp() - (before + time.time()) / 2)
    if difference <= CLOCK_SECONDS:
        return None
    return Finding(
        "clock",
        f"データベースとこのコンピューターの時計が {difference:.0f} 秒ずれています。"
        "両方で時刻合わせ(NTP)をしてください。",
        f"The clocks of the database and this machine differ by {difference:.0f} s; set both by NTP.",
    )


def open_to_people() -> Finding | None:
    """A site that was closed for work on it is easily forgotten."""
    if maintenance() is None:
        return None
    return Finding(
        "maintenance",
        "メンテナンス中で、だれも入れません。作業が済んだら manage.py maintenance off を実行してください。",
        "The site is closed for maintenance; run manage.py maintenance off when the work is done.",
    )


def administrator() -> Finding | None:
    """Nobody can invite the others."""
    if not needs_setup():
        return None
    address = setup_address()
    return Finding(
        "administrator",
        f"管理者がまだいません。次のページで広場をひらいてください(ほかの人に見せないでください): {address}",
        f"There is no administrator yet; open this page to set up the site, and show it to nobody: {address}",
    )


CHECKS: tuple[Callable[[], Finding | None], ...] = (
    data_folder,
    database,
    migrations,
    sqlite_pragmas,
    redis,
    worker,
    secret_key,
    origins,
    mail,
    built_files,
    clock,
    open_to_people,
    administrator,
)


def findings() -> Iterator[Finding]:
    """Everything that is wrong; a check that cannot even ask (its database is away) says nothing of its own."""
    for check in CHECKS:
        try:
            found = check()
        except (OperationalError, DatabaseError):
            continue
        if found is not None:
            yield found
