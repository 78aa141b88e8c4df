"""What stands where there is nothing; a detail page would print a column's None as it is."""

NOTHING = "—"
