"""The same event in several exhibits: how each clock ran, and which observations are of one call or message.

Arrays in, arrays out; nothing here knows of files, tables or entities. `clew.resolve.observing` brings the ledger's
rows into these arrays and the answer back.
"""
