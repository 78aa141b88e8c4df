"""The price of the API: what signing in, the tenant wall, limits and the envelope cost a call."""
