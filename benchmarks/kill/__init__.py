"""The trial of death: processes of every kind killed at random moments, and what they leave behind looked at."""
