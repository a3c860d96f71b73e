"""Extras: libraries that few people need, which are named when the program is installed."""


def missing(purpose: str, extra: str) -> str:
    """What to say where an extra's library is missing: the ways to get it, as docs/index.md tells them."""
    return (
        f"{purpose} needs the extra {extra}: say `uv tool install '.[{extra}]'` or "
        f"`pip install '.[{extra}]'` in the folder that habit-tui was installed from"
    )
