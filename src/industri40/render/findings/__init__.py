"""Findings, a module for each format."""
