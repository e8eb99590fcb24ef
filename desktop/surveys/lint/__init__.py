"""What officers should know of a form before villages fill it in: remarks, never refusals. Opening one needs none."""
