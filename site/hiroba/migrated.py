"""Whether a database can come to this code: asked by the start, by readiness and by the doctor."""

from django.db.migrations.executor import MigrationExecutor


def stranded(executor: MigrationExecutor) -> list[str]:
    """Apps of which the database has some of the migrations that were joined into one, but not all.

    Django drops the joined one then, knows of nothing to do and calls that well. What is missing has to come from the
    version before they were joined (CHANGELOG.md).
    """
    loader = executor.loader
    return sorted({app for app, _name in loader.disk_migrations if not loader.graph.leaf_nodes(app)})


def between_versions(apps: list[str]) -> tuple[str, str]:
    """What to do about it, in both languages."""
    names = ", ".join(apps)
    return (
        f"データベースが途中の版のものです({names})。まとめる前の版で一度 migrate してください(CHANGELOG.md)。",
        f"The database stands between two versions ({names}); migrate it with the version before first (CHANGELOG.md).",
    )
