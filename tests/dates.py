"""Days that are left in another order than the one that was chosen."""

import re

from habit_tui.domain.dates import MONTHS, DateForm

_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*"
_DAY_FIRST = re.compile(rf"\b\d{{1,2}} {_MONTH}\b")
_MONTH_FIRST = re.compile(rf"\b{_MONTH} \d{{1,2}}\b")
_OTHERS = {DateForm.MONTH_FIRST: (_DAY_FIRST,), DateForm.ISO: (_DAY_FIRST, _MONTH_FIRST)}

LOCALES = {"en_US.UTF-8": DateForm.MONTH_FIRST, "sv_SE.UTF-8": DateForm.ISO}
"""A locale for each form that is not the usual one."""


def left_over(text: str, form: DateForm) -> list[str]:
    """The lines with a day that is not in this form."""
    return [line.strip() for line in text.splitlines() if any(each.search(line) for each in _OTHERS[form])]
