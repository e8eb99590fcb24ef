"""ODK XForms as they are written: XML in, frozen values out. Nothing is evaluated here."""
