"""Before and after a talk: what to know of people, of a gathering, of myself."""
