"""When garbage is looked for: all of it takes a tenth of a second and more, in which no key is heard."""

import gc

YOUNG, MIDDLE = 700, 10
HARDLY_EVER = 1000
WORTH_IT = 10


def begin() -> None:
    """Look for what was made lately only; what is there now stays until the end.

    The shell door starts with garbage left lying, so as to be there sooner; elsewhere nothing is changed.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(YOUNG, MIDDLE, HARDLY_EVER)
        gc.enable()


def collect() -> None:
    """Look for all of it, if there may be enough; for when nobody is pressing anything."""
    if gc.get_count()[-1] >= WORTH_IT:
        gc.collect()
