"""`mlsmm evidence`: what is in a document, as the reader sees it; nothing is recorded."""

import argparse
from pathlib import Path

from assistant.cli.output import fault, put, show_json
from assistant.conversation.proofs import remarks_of
from knowledge.documents.fence import read_documents
from model.errors import InputError
from model.evidence import Document


def evidence(arguments: argparse.Namespace) -> int:
    """`mlsmm evidence text PATH`: the extracted text, to which every offset refers."""
    documents = [d for path in arguments.paths for d in read_documents(Path(path).expanduser())]
    if not documents:
        raise fault(InputError, "error.no-document")
    if arguments.json:
        show_json({"documents": [_as_json(document) for document in documents]})
        return 0
    for document in documents:
        for words in remarks_of(document):
            put(f"! {words}")
        put(document.text)
    return 0 if any(document.text for document in documents) else 2


def _as_json(document: Document) -> dict[str, object]:
    found = document.model_dump(mode="json", exclude={"name", "remarks"})
    return {"path": document.name, **found, "warnings": list(remarks_of(document))}
