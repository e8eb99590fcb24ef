"""The room Việc & ý kiến: tasks, what residents say, good ways of working, the team's calendar."""
