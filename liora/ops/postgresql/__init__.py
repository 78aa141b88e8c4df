"""Django's PostgreSQL backend with one error told for what it is; `ENGINE` names this package."""
