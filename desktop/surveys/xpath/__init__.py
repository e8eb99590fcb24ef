"""XPath as ODK's forms speak it: text in, closures out. No XLSForm, no store and no screen in here."""
