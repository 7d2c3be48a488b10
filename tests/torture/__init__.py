"""The guarantees under faults, hostile input and time, long enough to be figures."""
