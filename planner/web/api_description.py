"""The description of the API (OpenAPI 3.1), made from the shapes that its views check."""

from __future__ import annotations

from typing import Any

from spectree import SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData

from planner.domain.error import InvalidRequestError
from planner.web.shape_fault import tell_shape_faults

MEDIA_TYPE = "application/problem+json"
PROBLEMS = {
    401: "No token, or not a valid one",
    403: "Not within the token's scopes, or not for this person",
    404: "Not there, or not yours to see",
    412: "It has moved on since the version that If-Match names",
    428: "The change does not say with If-Match which version it is of",
}


def refuse_shape(_request: Any, _response: Any, error: Any, *_facts: Any) -> None:  # noqa: ANN401  as spectree calls it
    """Refuse a request whose query or body has the wrong shape, with the fields that are wrong."""
    if error is None:
        return
    raise InvalidRequestError(tell_shape_faults(error.errors()))


description = SpecTree(
    "flask",
    title="Plenum",
    version="1",
    description="Plans of meetings for programs. Every request carries a person's token.",
    mode="strict",
    annotations=False,
    page_templates={},
    before=refuse_shape,
    security_schemes=[
        SecurityScheme(name="token", data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer"))
    ],
    security={"token": []},
)


def spell_description() -> dict[str, Any]:
    """Return the document; every operation says how it tells of problems."""
    document: dict[str, Any] = description.spec
    for path in document["paths"].values():
        for method, operation in path.items():
            describe_other(method, operation)
            for status, words in PROBLEMS.items():
                operation["responses"][str(status)] = {
                    "description": words,
                    "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
                }
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = {
                "description": "A problem, in the language asked for",
                "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
            }
    return document


def describe_other(method: str, operation: dict[str, Any]) -> None:
    """Say what an operation returns that answers with a file, or with nothing."""
    responses = operation["responses"]
    if any(status.startswith("2") for status in responses):
        return
    if method == "get":
        content = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
        responses["200"] = {"description": "The file", "content": content}
    else:
        responses["204"] = {"description": "Done; there is nothing to say"}
