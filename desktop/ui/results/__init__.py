"""Results of the survey on the screen: its progress, its figures and questions, and handing them on. Both desks."""
