"""A tenant's own webhook: what is told to it, and the station that tells it.

`announcing` writes events in the transaction of what happened, `sender` delivers them, in order
within a conversation, and `settling` writes down how it went.
"""
