"""Which documents a project needs, and which of them somebody has to bring. Pure: keys of any kind, no ORM.

The one rule behind the list of the clerk, of the portal and of the public guide (R28, 不得要求提供内部产出的材料).
"""

from typing import NamedTuple


class Asked(NamedTuple):
    """One document of the list."""

    need: str  # 'required', 'deferrable' (容缺), or 'output': it comes from `sources` and is never asked
    at_intake: bool
    why: tuple  # items that need it; empty if only the request itself does
    sources: tuple  # planned items that produce it


def asked_list(at_intake, needs, outputs, deferrable):
    """The documents of a project, those of the request first, each once.

    What an item of the plan produces is never asked for an item: if the producer is planned it comes from there; if
    it is not, its condition does not hold and the project has no such document at all. A document that an item
    produces itself is no such case: a renewal needs the old one.

    :param at_intake: documents that come with the request itself
    :param needs: ``{planned item: documents it needs}``
    :param outputs: ``{item of the plan, planned or not: the document it produces or a false value}``
    :param deferrable: documents that may follow later against a commitment
    :return: ``{document: Asked}``
    """
    asked = {}
    for document in dict.fromkeys((*at_intake, *(one for wanted in needs.values() for one in wanted))):
        why = tuple(item for item, wanted in needs.items() if document in wanted)
        makers = [item for item, made in outputs.items() if made == document and any(item != other for other in why)]
        sources = tuple(item for item in makers if item in needs)
        level = 'deferrable' if document in deferrable else 'required'
        if document in at_intake or not makers:
            asked[document] = Asked(level, document in at_intake, why, ())
        elif sources:
            asked[document] = Asked('output', False, why, sources)
    return asked
