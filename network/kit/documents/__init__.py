"""Reading foreign documents: their text, and pictures of their pages.

Nothing of a document is opened in the processes of the site. `reading.read` starts a process of its own for each, which
takes away its own rights (`confine`) before it opens the file, and believes nothing that comes back but its size.
"""
