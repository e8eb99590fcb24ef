"""What a person sees: windows, pages and their parts. Qt lives here; no rule of the domain does."""
