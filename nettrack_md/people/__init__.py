"""What does this note mean: a parsed note in, records and problems out.

Parsed notes flow in from `note`, records of `model` flow out. This room knows
what a contact, a touch or a promise is; it knows neither files nor SQL nor today.
"""
