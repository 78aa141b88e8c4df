"""A WhatsApp of our own for development: phones in the browser, Meta's Graph over real HTTP."""
