"""How fast the whole road is, measured beside what one would build instead: `make bench`."""
