"""How quickly and how surely the catalog search answers, from ten thousand rows to a million."""
