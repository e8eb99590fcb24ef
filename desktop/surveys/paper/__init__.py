"""A questionnaire on paper: what of a form stands there, in words for the person with a pen. Nothing is drawn here."""
