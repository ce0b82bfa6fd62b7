"""Tagging: the structure tree written into a PDF, so that it can be read aloud and re-flowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pydyf

from planner.documents.press.embedding import pages_of
from planner.documents.press.structure import Element, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.documents.press.canvas import Canvas


class Baked(pydyf.Object):  # type: ignore[misc]
    """An object whose bytes are known; pydyf has no types."""

    data = b""


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the tree with its object and its parent's."""

    element: Element
    baked: Baked
    parent: Baked


def add_structure(pdf: pydyf.PDF, canvases: Sequence[Canvas], root: Element) -> None:
    """Write the structure tree below ``root`` and mark the document as tagged."""
    tree = Baked()
    pdf.add_object(tree)
    pages = pages_of(pdf)
    nodes = list(_number(pdf, root, tree))
    by_element = {id(node.element): node.baked for node in nodes}
    for node in nodes:
        node.baked.data = _bake(node, by_element, pages)
    numbers = []
    for page, canvas in zip(pages, canvases, strict=True):
        page["StructParents"] = canvas.number
        page["Tabs"] = "/S"
        owners = " ".join(_refer(by_element[id(element)]) for element in canvas.marks)
        numbers.append(f"{canvas.number} [{owners}]")
    parents = Baked()
    parents.data = f"<</Nums [{' '.join(numbers)}]>>".encode()
    pdf.add_object(parents)
    first = _refer(nodes[0].baked)
    tree.data = (
        f"<</Type /StructTreeRoot /K [{first}] /ParentTree {_refer(parents)} "
        f"/ParentTreeNextKey {len(pages)}>>"
    ).encode()
    pdf.catalog["StructTreeRoot"] = tree.reference
    pdf.catalog["MarkInfo"] = "<</Marked true>>"


def _number(pdf: pydyf.PDF, element: Element, parent: Baked) -> Iterator[Node]:
    """Give each element that says something an object, from the top down."""
    baked = Baked()
    pdf.add_object(baked)
    yield Node(element, baked, parent)
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _number(pdf, kid, baked)


def _bake(node: Node, by_element: dict[int, Baked], pages: Sequence[pydyf.Dictionary]) -> bytes:
    """Return the dictionary of an element."""
    element = node.element
    marks = [kid for kid in element.kids if isinstance(kid, Mark)]
    home = marks[0].page if marks else -1
    parts = [f"<</Type /StructElem /S /{element.tag} /P {_refer(node.parent)}"]
    if marks:
        parts.append(f"/Pg {_refer(pages[home])}")
    if element.attributes:
        parts.append(f"/A {element.attributes}")
    if element.alternative:
        parts.append(f"/Alt <feff{element.alternative.encode('utf-16-be').hex()}>")
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(_refer(by_element[id(kid)]))
        elif kid.page == home:
            kids.append(str(kid.number))
        else:
            kids.append(f"<</Type /MCR /Pg {_refer(pages[kid.page])} /MCID {kid.number}>>")
    parts.append(f"/K [{' '.join(kids)}]>>")
    return " ".join(parts).encode()


def _refer(thing: pydyf.Object) -> str:
    return f"{thing.number} 0 R"
