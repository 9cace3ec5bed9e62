"""Pages of a long table on paper: the PDF program repeats no heading and cuts rows, so we break it ourselves."""


def lines_needed(cells):
    """Lines of a row.

    :param cells: (text, characters that fit in a line of its column); a Chinese character is as wide as two others
    """
    return max(-(-sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) // (2 * fit)) or 1 for text, fit in cells)


def split(rows, heights, first, following):
    """The rows in sheets of at most `first`, then `following` lines each; a row is never cut.

    :param heights: the lines that each row needs
    """
    sheets, room = [], 0
    for row, height in zip(rows, heights, strict=True):
        if not sheets or height > room:
            room = following if sheets else first
            sheets.append([])
        sheets[-1].append(row)
        room -= height
    return sheets


def room_left(heights, first, following):
    """The lines that are free on the last sheet of such rows."""
    sheets = split(heights, heights, first, following)
    return (first if len(sheets) < 2 else following) - sum(sheets[-1]) if sheets else first
