"""What should I do about my network? Records in, values out; today is an argument.

This room knows neither text nor files nor what day it is.
"""
