"""The user's files: the only room that opens them.

It walks the vault, tells what changed, reads notes and writes them so that nothing
is lost. It knows nothing of what a note means.
"""
