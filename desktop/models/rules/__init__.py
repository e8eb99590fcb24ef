"""The rules of the plan as pure functions: values in, findings out. No store, no clock; what day it is is handed in."""
