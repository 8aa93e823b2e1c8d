"""统战对象名单 roster: the people whom united-front work keeps in touch with, checked, grouped by kind and counted."""
