"""Files people send: noted with their message, fetched in the background, shown and never run."""
