"""Which pictures stand beside which tables."""

from collections.abc import Iterator, Sequence

from industri40.render.common.results import Results
from industri40.render.pictures import awards, flow, participant
from industri40.render.pictures.drawing import LAYOUTS, Layout, Picture

# each picture with the tables that it is about: it is shown where one of them is
_PICTURES = (
    (flow.picture, ("costs", "financing")),
    (awards.picture, ("awards", "phases", "environment")),
    (participant.picture, ("breakdown", "environments", "environment")),
)


def pictures(results: Results, layouts: Sequence[Layout] = LAYOUTS) -> Iterator[Picture]:
    """The pictures of the tables that are asked for, in each layout, as they are shown."""
    names = {table.key[0] for table in results.tables}
    for draw, about in _PICTURES:
        if not names.isdisjoint(about) and (picture := draw(results.report, layouts)):
            yield picture
