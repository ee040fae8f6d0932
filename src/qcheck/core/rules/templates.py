"""What is reported of a workspace's own templates: one explanation a rule.

As in `reading`, each function's body is its explanation: the place of the finding is known only to the reader.
"""


def template_broken() -> None:
    """A template of the workspace cannot be used: Jinja cannot read it, or a template that it asks for is not there.

    No page is made with it. The line is where Jinja noticed it; the mistake is there or above.
    """


def template_unknown() -> None:
    """A template of the workspace asks for a name, or a field of the report, that there is not.

    The page would stop there. `docs/templates.md` names all that there is.
    """


def template_unseen() -> None:
    """Something in a template of the workspace is shown on no page.

    A block takes the place of the one of its name in the template that is extended: where there is no such block, it is
    left out, and so is text outside of all blocks. A template that is no page by its name has to be included, imported
    or extended by one that is.
    """


def template_outdated() -> None:
    """A template was copied from one that comes with qcheck, and that one has changed since.

    A copy gets none of the changes of later versions: what a newer report shows, it may lack. Compare the two, take
    over what is missing, and let the copy's first line say so. Extending the shipped template instead of copying it
    needs none of this.
    """
