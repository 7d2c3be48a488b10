"""People as a whole: who knows whom, who can help, whom to bring together, what for."""
