"""What is in a text: properties, links, tasks, log lines, regions.

Text flows in, structure flows out; an edit is text in, text out. This room knows
neither files nor what any of it means for a network.
"""
