"""How the register's tables came to be, one step a module in ``versions``; Alembic walks them."""
