"""Chats exported as text: their header lines, the lines the app wrote itself, who spoke."""
