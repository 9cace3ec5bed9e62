"""What must not stand in a text that is published: data by which a person or an enterprise can be known. Pure."""

import re

_PATTERNS = (
    re.compile(r'(?<!\d)1[3-9]\d{9}(?!\d)'),  # mobile number
    re.compile(r'(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])'),  # identity card
    re.compile(r'(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])'),  # credit code
    re.compile(r'[\w.+-]+@[\w-]+\.[\w.]+'),  # mail address
    re.compile(r'三代[办询卡][^，。；\s]{0,4}〔\d{4}〕\d+号'),  # our own numbers
)


def find_personal_data(text, known=()):
    """:param known: names and numbers of those who asked; one character alone is no name
    :return: what was found, each once, in the order in which it stands
    """
    text = text or ''
    found = [match.group() for pattern in _PATTERNS for match in pattern.finditer(text)]
    found += [word for word in known if word and len(word) > 1 and word in text]
    return sorted(dict.fromkeys(found), key=text.index)
