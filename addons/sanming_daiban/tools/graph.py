"""Graphs of prerequisites: ``{node: the nodes it waits for}``.

Prerequisites that are no node of the graph are ignored. Nodes are hashable; the order of the mapping decides between
equals, so that the same plan always gives the same answer.
"""


class CycleError(ValueError):
    """``cycle`` lists the nodes of one cycle, each waiting for the next, the last one for the first."""

    def __init__(self, cycle):
        super().__init__(f"Cycle: {cycle}")
        self.cycle = cycle


def _known(graph, node):
    return [prerequisite for prerequisite in graph[node] if prerequisite in graph]


def topological_order(graph):
    """Every node after all that it waits for; raises :class:`CycleError` if there is no such order."""
    open_count = {node: len(set(_known(graph, node))) for node in graph}
    waiting = {node: [] for node in graph}
    for node in graph:
        for prerequisite in set(_known(graph, node)):
            waiting[prerequisite].append(node)
    order = [node for node, count in open_count.items() if not count]
    for node in order:  # grows while it is read
        for follower in waiting[node]:
            open_count[follower] -= 1
            if not open_count[follower]:
                order.append(follower)
    if len(order) < len(graph):
        raise CycleError(_one_cycle(graph, set(graph) - set(order)))
    return order


def _one_cycle(graph, stuck):
    """Walk backwards among nodes that all wait for one another: the walk must meet itself."""
    node = next(node for node in graph if node in stuck)
    walk = []
    while node not in walk:
        walk.append(node)
        node = next(prerequisite for prerequisite in _known(graph, node) if prerequisite in stuck)
    return walk[walk.index(node):]


def find_cycle(graph):
    """The nodes of one cycle, or an empty list."""
    try:
        topological_order(graph)
    except CycleError as error:
        return error.cycle
    return []


def earliest_finish(graph, weights):
    """``{node: when it is finished}`` if all start as soon as they can; ``weights`` are the durations."""
    finish = {}
    for node in topological_order(graph):
        begin = max((finish[prerequisite] for prerequisite in _known(graph, node)), default=0)
        finish[node] = begin + weights[node]
    return finish


def longest_path(graph, weights):
    """``(length, [nodes in order])`` of the heaviest chain; nodes without weight are left out of the list."""
    finish = earliest_finish(graph, weights)
    if not finish:
        return 0, []
    node = max(finish, key=finish.get)
    length, path = finish[node], []
    while node is not None:
        if weights[node]:
            path.append(node)
        node = max(_known(graph, node), key=finish.get, default=None)
    return length, path[::-1]


def ancestors(graph, node):
    """All that must be finished before ``node`` can start."""
    found, todo = set(), _known(graph, node)
    while todo:
        current = todo.pop()
        if current not in found:
            found.add(current)
            todo += _known(graph, current)
    return found


def without(graph, off):
    """The graph without the nodes ``off``: what waited for one of them now waits for what that one waited for."""
    off = set(off)
    result = {}
    for node in graph:
        if node in off:
            continue
        found, seen, todo = [], set(), _known(graph, node)[::-1]
        while todo:
            current = todo.pop()
            if current in seen:
                continue
            seen.add(current)
            if current in off:
                todo += _known(graph, current)[::-1]
            else:
                found.append(current)
        result[node] = found
    return result


def circles(graph):
    """One shortest circle in every knot of nodes that wait for one another, directly or through others.

    A knot is a strongly connected part; solving its shortest circle first changes least. Each circle lists nodes, each
    waiting for the next, the last one for the first.
    """
    found, seen = [], set()
    for node in graph:
        if node not in seen and node in (before := ancestors(graph, node)):
            knot = [other for other in graph if other in before and node in ancestors(graph, other)]
            seen.update(knot)
            found.append(min((_way_back(graph, member) for member in knot), key=len))
    return found


def _way_back(graph, node):
    """The shortest walk over prerequisites from a node of a knot back to itself."""
    came, todo = {}, [node]
    for current in todo:  # grows while it is read
        for before in _known(graph, current):
            if before == node:
                walk = [current]
                while walk[-1] != node:
                    walk.append(came[walk[-1]])
                return walk[::-1]
            if before not in came:
                came[before] = current
                todo.append(before)
    raise ValueError(f"{node} does not wait for itself")
