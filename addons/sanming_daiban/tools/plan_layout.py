"""Where the boxes and arrows of a plan go: lanes side by side, in each as many columns as its items wait in a row.

What is waited for stands to the left of what waits, so every ordinary arrow runs to the right. An arrow that passes a
column has a track of its own there, between the boxes, and all arrows of one box share it: no arrow crosses a box.
Arrows that cannot run to the right (a circle, or a wait for a later lane) go round below all boxes and are marked.

Pure: nodes and lanes are any hashable keys, lengths are pixels. Graphs are those of `graph.py`.
"""

from collections import defaultdict
from itertools import combinations, pairwise
from typing import NamedTuple

from .graph import CycleError, topological_order

SWEEPS = 8
ROUNDS = 6
TRACK_WEIGHT = 4


class Metrics(NamedTuple):
    box_width: int = 140
    box_height: int = 78
    column_gap: int = 44
    row_gap: int = 16
    track_gap: int = 10
    head: int = 76
    margin: int = 18
    channel: int = 14


class Box(NamedTuple):
    x: int
    y: int
    column: int


class Lane(NamedTuple):
    x: int
    width: int


class Arrow(NamedTuple):
    source: object
    target: object
    points: tuple
    back: bool


class Picture(NamedTuple):
    width: int
    height: int
    lanes: dict
    boxes: dict
    arrows: list


class Track(NamedTuple):
    """The way of the arrows of a box through a column in which none of them ends."""

    source: object
    column: int


def layout(lanes, graph, metrics=None):
    """The :class:`Picture` of a plan.

    :param lanes: ``{lane: [nodes]}``, both in their order
    :param graph: ``{node: nodes it waits for}``; what is in no lane is ignored
    """
    metrics = metrics or Metrics()
    rank = {node: index for index, nodes in enumerate(lanes.values()) for node in nodes}
    waits, back = _forward(rank, graph)
    columns, first = _columns(lanes, waits)
    cells, links = _cells(rank, columns, waits)
    _order(cells, links)
    middle = _align(cells, links, metrics)
    return _picture(lanes, first, columns, cells, middle, waits, back, metrics)


# --- which arrows run to the right
def _forward(rank, graph):
    """``({node: what it waits for to its left}, [(source, target) of the arrows that cannot run to the right])``."""
    waits, back = {node: [] for node in rank}, []
    for node in rank:
        for before in dict.fromkeys(graph.get(node, ())):
            if before in rank and before != node and rank[before] <= rank[node]:
                waits[node].append(before)
            elif before in rank:
                back.append((before, node))
    place = {node: index for index, node in enumerate(rank)}
    while circle := _circle(waits):
        node, before = max(zip(circle, [*circle[1:], circle[0]], strict=True), key=lambda pair: place[pair[1]])
        waits[node].remove(before)
        back.append((before, node))
    return waits, back


def _circle(waits):
    try:
        topological_order(waits)
    except CycleError as error:
        return error.cycle
    return []


# --- columns
def _columns(lanes, waits):
    """``({node: column}, [first column of each lane, and the number of columns])``; an empty lane has one column."""
    columns, first = {}, [0]
    for nodes in lanes.values():
        here = {node: [before for before in waits[node] if before in nodes] for node in nodes}
        depth = {}
        for node in topological_order(here):
            depth[node] = max((depth[before] + 1 for before in here[node]), default=0)
        columns.update({node: first[-1] + depth[node] for node in nodes})
        first.append(first[-1] + max(depth.values(), default=0) + 1)
    return columns, first


def _cells(rank, columns, waits):
    """``({column: [boxes and tracks]}, [(cell, cell of the next column)])``."""
    reach = {}
    for node in rank:
        for before in waits[node]:
            reach[before] = max(reach.get(before, 0), columns[node])
    cells, links = defaultdict(list), {}
    for node in rank:
        cells[columns[node]].append(node)
        for column in range(columns[node] + 1, reach.get(node, 0)):
            cells[column].append(Track(node, column))
            links[_cell(node, column - 1, columns), Track(node, column)] = True
    for node in rank:
        for before in waits[node]:
            links[_cell(before, columns[node] - 1, columns), node] = True
    return dict(cells), list(links)


def _cell(source, column, columns):
    return source if columns[source] == column else Track(source, column)


# --- order within the columns: few crossings
def _order(cells, links):
    """Bring the cells of each column into the order of their neighbours, to and fro; keep the best."""
    before, after = defaultdict(list), defaultdict(list)
    for left, right in links:
        before[right].append(left)
        after[left].append(right)
    best, least = {column: list(found) for column, found in cells.items()}, _crossings(cells, links)
    for sweep in range(SWEEPS):
        if not least:
            break
        neighbours = after if sweep % 2 else before
        for column in sorted(cells, reverse=bool(sweep % 2)):
            _sort_column(cells, column, neighbours)
        if (crossings := _crossings(cells, links)) < least:
            best, least = {column: list(found) for column, found in cells.items()}, crossings
    cells.update(best)


def _sort_column(cells, column, neighbours):
    """By the mean share of the height at which the neighbours stand; a cell without neighbours stays."""
    share = {
        cell: (index + 0.5) / len(found) for found in cells.values() for index, cell in enumerate(found)}
    means = {
        cell: sum(share[other] for other in near) / len(near) if (near := neighbours[cell]) else share[cell]
        for cell in cells[column]}
    cells[column].sort(key=means.get)


def _crossings(cells, links):
    place = {cell: (column, index) for column, found in cells.items() for index, cell in enumerate(found)}
    by_column = defaultdict(list)
    for left, right in links:
        by_column[place[left][0]].append((place[left][1], place[right][1]))
    return sum(
        (one[0] - two[0]) * (one[1] - two[1]) < 0
        for pairs in by_column.values() for one, two in combinations(pairs, 2))


# --- heights: straight arrows
def _align(cells, links, metrics):
    """``{cell: y of its middle}``: as near to the neighbours as the order and the distances allow."""
    near = defaultdict(list)
    for left, right in links:
        near[left].append(right)
        near[right].append(left)
    offsets = {column: _offsets(found, metrics) for column, found in cells.items()}
    tallest = max((found[-1] for found in offsets.values()), default=0)
    middle = {}
    for column, found in cells.items():
        shift = (tallest - offsets[column][-1]) // 2
        middle.update({cell: offset + shift for cell, offset in zip(found, offsets[column], strict=True)})
    for turn in range(ROUNDS):
        for column in sorted(cells, reverse=bool(turn % 2)):
            wanted = [
                sum(middle[other] for other in near[cell]) / len(near[cell]) if near[cell] else middle[cell]
                for cell in cells[column]]
            weights = [TRACK_WEIGHT if isinstance(cell, Track) else 1 for cell in cells[column]]
            spread = _pool([want - offset for want, offset in zip(wanted, offsets[column], strict=True)], weights)
            middle.update({
                cell: round(value) + offset
                for cell, value, offset in zip(cells[column], spread, offsets[column], strict=True)})
    return middle


def _offsets(found, metrics):
    """The least distances of the middles from the first one."""
    offsets = [0]
    for upper, lower in pairwise(found):
        tracks = isinstance(upper, Track), isinstance(lower, Track)
        gap = metrics.row_gap if not any(tracks) else metrics.track_gap
        offsets.append(offsets[-1] + gap + sum(0 if track else metrics.box_height // 2 for track in tracks))
    return offsets[:len(found)]


def _pool(values, weights):
    """The nearest values that never decrease (least squares, pool adjacent violators)."""
    blocks = []
    for value, weight in zip(values, weights, strict=True):
        blocks.append([value, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            value, weight, count = blocks.pop()
            last = blocks[-1]
            last[0] = (last[0] * last[1] + value * weight) / (last[1] + weight)
            last[1] += weight
            last[2] += count
    return [value for value, _weight, count in blocks for _each in range(count)]


# --- drawing
def _picture(lanes, first, columns, cells, middle, waits, back, metrics):
    pitch = metrics.box_width + metrics.column_gap
    top = metrics.head + metrics.margin - min(
        (middle[cell] - (0 if isinstance(cell, Track) else metrics.box_height // 2)
         for found in cells.values() for cell in found), default=0)
    boxes = {
        node: Box(column * pitch + metrics.column_gap // 2, middle[node] + top - metrics.box_height // 2, column)
        for node, column in columns.items()}
    bottom = max((
        middle[cell] + top + (0 if isinstance(cell, Track) else metrics.box_height // 2)
        for found in cells.values() for cell in found), default=metrics.head + metrics.box_height)
    pen = _Pen(boxes, columns, middle, top, metrics)
    arrows = [
        Arrow(before, node, tuple(pen.forward(before, node)), False) for node in columns for before in waits[node]]
    for index, (before, node) in enumerate(back):
        level = bottom + metrics.margin + index * metrics.channel
        arrows.append(Arrow(before, node, pen.around(before, node, level, index), True))
    return Picture(
        width=first[-1] * pitch, height=bottom + metrics.margin + len(back) * metrics.channel,
        lanes={
            lane: Lane(first[index] * pitch, (first[index + 1] - first[index]) * pitch)
            for index, lane in enumerate(lanes)},
        boxes=boxes, arrows=arrows)


class _Pen(NamedTuple):
    boxes: dict
    columns: dict
    middle: dict
    top: int
    metrics: Metrics

    def forward(self, source, target):
        """From the right side of a box, straight through every column between, to the left side of the other."""
        yield self.right(source)
        pitch = self.metrics.box_width + self.metrics.column_gap
        for column in range(self.columns[source] + 1, self.columns[target]):
            y = self.middle[Track(source, column)] + self.top
            x = column * pitch + self.metrics.column_gap // 2
            yield (x, y)
            yield (x + self.metrics.box_width, y)
        yield self.left(target)

    def around(self, source, target, level, index):
        """Out to the right, down between two columns, below everything, and up again on the left of the other box."""
        aside = self.metrics.column_gap // 2 - 4 - index % 4 * 3
        begin, end = self.right(source), self.left(target)
        return (
            begin, (begin[0] + aside, begin[1]), (begin[0] + aside, level), (end[0] - aside, level),
            (end[0] - aside, end[1]), end)

    def right(self, node):
        x, y = self.left(node)
        return x + self.metrics.box_width, y

    def left(self, node):
        box = self.boxes[node]
        return box.x, box.y + self.metrics.box_height // 2
