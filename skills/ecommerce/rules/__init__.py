"""How people ask to see, find, price and order what a shop sells."""

from skills.ecommerce.rules.availability import AVAILABILITY
from skills.ecommerce.rules.browsing import BROWSING
from skills.ecommerce.rules.carting import CARTING
from skills.ecommerce.rules.ordering import ORDERING
from skills.ecommerce.rules.pricing import PRICING
from skills.ecommerce.rules.searching import SEARCHING
from skills.routes import Rule

RULES: tuple[Rule, ...] = (*CARTING, *ORDERING, *AVAILABILITY, *PRICING, *BROWSING, *SEARCHING)
