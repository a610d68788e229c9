"""What is drawn: tables, charts, lines of descent, and the sources behind them."""
