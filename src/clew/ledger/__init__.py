"""The ledger: immutable Parquet files per load, committed by a manifest, read through DuckDB."""
