"""Random valid plans over the whole plan language, as dictionaries whose scalars are texts.

Everybody and every source is drawn first, then costs that come to exactly the same in every year,
then how costs are shared and what the phases award. What has to fit (the rest of a group in every
environment, floors below a frame, keyed costs below an environment's cash) is worked out on the
way, so that no plan has to be thrown away. A rest at the top is another way of writing an amount.
"""

from random_plans.amounts import PlanDict, amount_text
from random_plans.claims import with_claims
from random_plans.making import Limits, make_plan
from random_plans.written import yaml_bytes, yaml_text

__all__ = [
    "Limits",
    "PlanDict",
    "amount_text",
    "make_plan",
    "with_claims",
    "yaml_bytes",
    "yaml_text",
]
