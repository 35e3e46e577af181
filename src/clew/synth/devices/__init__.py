"""Invented telephones as the files of several tools: the same truth seen through different windows."""
