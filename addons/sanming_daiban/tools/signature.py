"""What a gateway receives, and how it can tell that it comes from us."""

import hashlib
import hmac
import json


def canonical_body(payload: dict) -> bytes:
    """The bytes that are sent and signed: one payload has one body."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(',', ':')).encode()


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over ``timestamp.body``; the time is signed so that an old message cannot be sent again."""
    digest = hmac.new(secret.encode(), timestamp.encode() + b'.' + body, hashlib.sha256)
    return 'sha256=' + digest.hexdigest()
