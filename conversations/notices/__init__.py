"""What Meta tells beside messages and statuses: about people, templates, numbers and accounts.

`station` takes stored notices one by one, `notice` reads them, `handlers` says who acts on each.
"""
