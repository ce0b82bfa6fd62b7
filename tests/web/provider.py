"""A small single sign-on on this machine: real HTTP, a real key, and what tests want it to say."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT = "plenum"
SECRET = "the client's secret"  # noqa: S105  of the tests


@cache
def make_key() -> RSAKey:
    """Return the provider's key: making one takes long, so it is done once."""
    return RSAKey.generate_key(2048, {"kid": "1"})


@dataclass(slots=True)
class SignOn:
    """The provider: who is signed in there, and how it strays from the right way."""

    issuer: str
    now: int
    subject: str = "subject-of-wangfang"
    strays: dict[str, Any] = field(default_factory=dict)
    """Claims that take the place of the right ones; None leaves one out."""
    key: RSAKey = field(default_factory=make_key)
    signing_key: RSAKey | None = None
    claimed_issuer: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def begin_anew(self) -> None:
        """Forget what one test wanted and did, at the same address."""
        fresh = SignOn(self.issuer, self.now)
        for each in fields(SignOn):
            setattr(self, each.name, getattr(fresh, each.name))

    def authorise(self, address: str) -> str:
        """Do what the person does there; return the query with which the browser comes back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert urlsplit(address).path == "/authorize"
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        assert query["client_id"] == CLIENT
        code = secrets.token_hex(4)
        self.codes[code] = query
        return f"code={code}&state={query['state']}"

    def answer(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Return what the token endpoint says; a code is good once, with its verifier only."""
        wanted = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        known = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        is_right = (
            known is not None
            and authorization == wanted
            and known["code_challenge"] == challenge
            and known["redirect_uri"] == form.get("redirect_uri")
        )
        if not is_right or known is None:
            return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "unused",
            "token_type": "Bearer",
            "id_token": self.sign(known["nonce"]),
        }

    def sign(self, nonce: str) -> str:
        """Return the signed token."""
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "exp": self.now + 300,
            "iat": self.now,
            "nonce": nonce,
        } | self.strays
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "1"}, kept, self.signing_key or self.key)

    def describe(self) -> dict[str, Any]:
        """Return what the provider says of itself."""
        return {
            "issuer": self.claimed_issuer or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }


@contextmanager
def keep_sign_on(now: int) -> Iterator[SignOn]:
    """Serve a provider on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.asked.append(self.path)
            if self.path == "/.well-known/openid-configuration":
                self.say(200, provider.describe())
            else:
                self.say(200, KeySet([provider.key]).as_dict(private=False))

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self.say(*provider.answer(form, self.headers.get("Authorization", "")))

        def say(self, status: int, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_facts: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = SignOn(f"http://127.0.0.1:{server.server_port}", now)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
