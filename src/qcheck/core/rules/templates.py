"""What is reported of a workspace's own templates: one explanation a rule.

As in `reading`, each function's body is its explanation: the place of the finding is known only to the reader.
"""


def template_outdated() -> None:
    """A template was copied from one that comes with qcheck, and that one has changed since.

    A copy gets none of the changes of later versions: what a newer report shows, it may lack. Compare the two, take
    over what is missing, and let the copy's first line say so. Extending the shipped template instead of copying it
    needs none of this.
    """
