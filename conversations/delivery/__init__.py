"""From the ledger to Meta: the station that sends what turns have queued.

`queue` reads what waits, `departure` decides whether a row may leave, `consequence` what an
answer of Meta's means for it, `plan` puts both together, `ledger` writes it down, `courier`
carries rows to Graph, and `outbox` moves it all.
"""
