"""The village desk's rooms: today, households, survey, support, team, handing over, reports. They hold no rule."""
