"""Papers that leave the house: one description (`paper`), and those who write it as PDF, ODT or DOCX."""
