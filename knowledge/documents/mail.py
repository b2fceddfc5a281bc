"""E-mail: subject and date, then the body; attachments are named, not opened."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from knowledge.documents.prose import read_prose
from knowledge.documents.web import read_web
from knowledge.documents.writing import Writing


def read_mail(content: bytes, writing: Writing) -> None:
    """Plain words before a web page, as the sender offers them."""
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
    for name in ("subject", "date"):
        if message[name]:
            writing.add(f"{name.title()}: {message[name]}", name)
    attached = [part.get_filename() or "?" for part in message.iter_attachments()]
    if attached:
        writing.remark("attachments", count=len(attached))
    body = message.get_body(("plain", "html"))
    if body is None:
        return
    raw = body.get_payload(decode=True)
    words = raw if isinstance(raw, bytes) else str(raw).encode()
    charset = body.get_content_charset() or "utf-8"
    try:
        words = words.decode(charset).encode()
    except (LookupError, UnicodeError):
        writing.remark("encoding", encoding="utf-8")
    (read_web if body.get_content_subtype() == "html" else read_prose)(words, writing)
