"""Responses handed to other tools: XLSX, CSV, SPSS, ODK submissions, a Frictionless data package. No screen."""
