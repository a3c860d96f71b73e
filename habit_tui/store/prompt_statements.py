"""The statements that prompts are found by; `statements.py` joins them to the others."""

from sqlalchemy import (
    BindParameter,
    ClauseElement,
    ColumnElement,
    and_,
    bindparam,
    case,
    distinct,
    func,
    literal_column,
    select,
)

from habit_tui.domain.path import PathStatus
from habit_tui.store.tables import (
    amendment,
    certificate,
    post,
    post_update,
    prompt,
    reflection,
    resource,
    session,
    status_change,
)
from habit_tui.store.tables import path as path_table


def _topic() -> ColumnElement[str]:
    """What a session was about: its own words, or its kind when it has none."""
    return case((session.c.what == literal_column("''"), session.c.kind), else_=session.c.what)


def statements() -> dict[str, ClauseElement]:
    """Give the statements of prompts by name."""
    c = session.c
    free_topic = case((c.resource_id.is_(None), _topic()), else_=literal_column("''"))
    # A running session has no minutes yet and is not counted.
    count = func.count(func.nullif(c.minutes, literal_column("0")))
    totals = (func.min(c.study_day), func.max(c.study_day), func.sum(c.minutes), count)
    written_on = func.max(post.c.created_on, func.coalesce(post.c.published_on, literal_column("''")))
    return {
        "paths_started": select(path_table.c.id, path_table.c.uid, path_table.c.name, path_table.c.started_on)
        .where(path_table.c.started_on.between(bindparam("first"), bindparam("last")))
        .order_by(path_table.c.position, path_table.c.id),
        "starters_in_use": select(path_table.c.starter)
        .where(path_table.c.starter != literal_column("''"))
        .group_by(path_table.c.starter)
        .order_by(func.min(path_table.c.position)),
        "status_changes_between": select(
            resource.c.id,
            resource.c.uid,
            resource.c.title,
            resource.c.kind,
            status_change.c.status,
            status_change.c.on_day,
            status_change.c.reason,
            resource.c.path_id,
            path_table.c.uid,
            path_table.c.name,
            resource.c.outcome,
            resource.c.url,
        )
        .select_from(
            status_change.join(resource, resource.c.id == status_change.c.resource_id).join(
                path_table, path_table.c.id == resource.c.path_id
            )
        )
        .where(status_change.c.on_day.between(bindparam("first"), bindparam("last")))
        .order_by(status_change.c.on_day, status_change.c.id),
        "efforts_between": select(c.resource_id, func.min(_topic()), *totals)
        .where(c.study_day.between(bindparam("first"), bindparam("last")))
        .group_by(c.resource_id, free_topic.collate("NOCASE")),
        "resource_effort": select(resource.c.title, resource.c.uid, *totals)
        .select_from(resource.join(session, c.resource_id == resource.c.id))
        .where(resource.c.id == bindparam("wanted_id"), c.study_day <= bindparam("last"))
        .group_by(resource.c.id),
        "topic_effort": select(*totals)
        .where(c.study_day.between(bindparam("first"), bindparam("last")))
        .where(c.resource_id.is_(None), _topic().collate("NOCASE") == bindparam("topic")),
        "latest_study_days": select(c.study_day)
        .distinct()
        .where(c.study_day <= bindparam("last"))
        .order_by(c.study_day.desc())
        .limit(10),
        "latest_post_day": select(func.max(written_on)),
        "prompt_answers": select(prompt.c.prompt_id, prompt.c.state, prompt.c.on_day, prompt.c.until),
        **_milestones(),
    }


def _milestones() -> dict[str, ClauseElement]:
    c, p, opened = session.c, path_table.c, reflection.alias("opened")
    between: tuple[BindParameter[str], BindParameter[str]] = (bindparam("first"), bindparam("last"))
    updated_on = func.max(post_update.c.on_day)
    solves = and_(opened.c.id == reflection.c.about_id, reflection.c.solves == literal_column("1"))
    told = ("id", "uid", "kind", "text", "on_day", "path_id", "resource_id")
    return {
        "paths_walked": select(p.id, p.uid, p.name, p.started_on, p.ended_on)
        .where(p.started_on <= bindparam("last"), p.status != literal_column(f"'{PathStatus.DROPPED}'"))
        .order_by(p.position, p.id),
        "path_effort": select(
            func.coalesce(func.sum(c.minutes), literal_column("0")),
            func.count(func.nullif(c.minutes, literal_column("0"))),
            func.count(distinct(c.study_day)),
        )
        .select_from(resource.join(session, c.resource_id == resource.c.id))
        .where(resource.c.path_id == bindparam("wanted_id"), c.study_day.between(*between)),
        "amendments_between": select(
            p.id,
            p.uid,
            p.name,
            amendment.c.event,
            amendment.c.on_day,
            func.coalesce(resource.c.title, literal_column("''")),
            amendment.c.reason,
        )
        .select_from(
            amendment.join(path_table, p.id == amendment.c.path_id).outerjoin(
                resource, resource.c.id == amendment.c.resource_id
            )
        )
        .where(amendment.c.on_day.between(*between))
        .order_by(amendment.c.on_day, amendment.c.id),
        "certificates_between": select(
            certificate.c.uid, certificate.c.title, certificate.c.on_day, resource.c.id, resource.c.title
        )
        .select_from(certificate.join(resource, resource.c.id == certificate.c.resource_id))
        .where(certificate.c.on_day.between(*between))
        .order_by(certificate.c.on_day, certificate.c.id),
        "reflections_between": select(
            *(reflection.c[name] for name in told), *(opened.c[name] for name in told)
        )
        .select_from(reflection.outerjoin(opened, solves))
        .where(reflection.c.on_day.between(*between))
        .order_by(reflection.c.on_day, reflection.c.id),
        "posts_published": select(post.c.id, post.c.uid, post.c.title, post.c.published_on, updated_on)
        .select_from(post.outerjoin(post_update, post_update.c.post_id == post.c.id))
        .where(post.c.published_on <= bindparam("last"))
        .group_by(post.c.id)
        .order_by(post.c.published_on, post.c.id),
    }
