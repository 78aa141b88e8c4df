"""Liora under fire: real processes killed, Meta at its worst, and nothing lost.

`house` runs the real processes and kills them, `meta` posts as Meta does and `stand_in` answers as
Meta does on a bad day, `verdict` compares what was asked with what was answered, `scenarios` puts
them together.
"""
