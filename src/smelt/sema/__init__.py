"""Scopes, symbols and types of a parsed module in side tables, and the one bridge from its tree to the IR."""
