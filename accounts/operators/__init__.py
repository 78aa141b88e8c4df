"""How operators get into the administration: a password, a second step, a session that ends."""
