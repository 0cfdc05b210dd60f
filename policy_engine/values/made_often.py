"""How plain data is declared of which a single decision makes many.

Guarding each against changes as it runs would cost more than making it.  Nobody changes one all the same: to the type
checker it is frozen.
Invariant: it holds nothing but the name `made_often`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import frozen as made_often
else:
    from attrs import define as made_often

__all__ = ["made_often"]
