"""Django's SQLite backend for a process with many threads; `ENGINE` names this package."""
