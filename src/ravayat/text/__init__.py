"""Persian text as it arrives: letters, words, sentences; every step keeps the offsets."""
