"""A plan with what is made of it: shared out once and laid out in one set of tables in a run."""

from collections.abc import Sequence
from functools import cached_property

from industri40.plan.model import Plan
from industri40.report.tables import ReportTables

TYPE_CHECKING = False  # most plans are checked without being shared out
if TYPE_CHECKING:
    from industri40.engine.allocation import Allocation
    from industri40.engine.exact import ExactShares
    from industri40.plan.inputs import Inputs


class Case:
    """A plan, its shares and its tables, each made when it is first asked for, and once.

    Checks, explanations and renderers of one run are handed the same case.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._reports: dict[tuple[object, ...], ReportTables] = {}

    @cached_property
    def inputs(self) -> "Inputs":
        """What the plan writes."""
        from industri40.plan.inputs import Inputs

        return Inputs(self.plan)

    @cached_property
    def exact(self) -> "ExactShares":
        """The plan's exact shares, before they are rounded to whole units."""
        from industri40.engine.exact import exact_shares

        return exact_shares(self.plan)

    @cached_property
    def allocation(self) -> "Allocation":
        """The plan shared out in whole units."""
        from industri40.engine.allocation import allocate

        return allocate(self.plan, self.exact)

    def report(
        self, environments: Sequence[str] = (), language: str | None = None, *, shared: bool = True
    ) -> ReportTables:
        """The tables of some environments, in a language; :class:`ReportTables` says of which.

        Where they are not to be ``shared``, those that show what sharing gives cannot be asked
        for, unless the plan is shared out already.
        """
        allocation = self.allocation if shared or "allocation" in self.__dict__ else None
        key = (tuple(environments), language, allocation is None)
        if key not in self._reports:
            self._reports[key] = ReportTables(self.plan, allocation, environments, language)
        return self._reports[key]
