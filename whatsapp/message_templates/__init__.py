"""Templates: the messages Meta has approved beforehand, which also leave outside the 24 hours.

`filling` turns one and its parameters into a message, `needs` says which parameters it takes and
`rules` what a parameter may hold.
"""
