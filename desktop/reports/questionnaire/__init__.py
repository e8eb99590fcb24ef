"""The questionnaire on paper: blank for those who write by hand first, or the record of one response."""
