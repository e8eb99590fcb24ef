"""The pages of the room Tổ: who is in the team, comes and goes, what its members learn, how they are reached."""
