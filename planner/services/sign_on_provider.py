"""The single sign-on of a house (OpenID Connect): asked by HTTP, believed only when signed.

What speaks the protocol comes with the extra ``sso``; without it everything else works.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from importlib.util import find_spec
from json import loads
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from planner.domain.error import PlannerError
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from planner.settings import Settings

log = logging.getLogger(__name__)
DESCRIPTION = "/.well-known/openid-configuration"
RETURN = "/sign-in/single/return"
WAIT_SECONDS = 10
LEEWAY_SECONDS = 60
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures by a key pair only: a client's secret signs nothing."""
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
LONGEST_SUBJECT = 255
LARGEST_ANSWER = 1_000_000
OK = 200
NO_TOKEN = "no token was given"  # noqa: S105  words for the log


class SignOnUnavailableError(PlannerError):
    """The single sign-on cannot be asked; passwords still work."""

    def __init__(self, wording: Wording | None = None) -> None:
        super().__init__(
            wording
            or Wording(
                "统一认证暂时无法使用，请稍后再试，或用账号和密码登录。",
                "Single sign-on cannot be reached; try again later, or sign in with a password.",
            )
        )


class SignOnRefusedError(PlannerError):
    """What came back is not to be believed, or not for this browser."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "统一认证没有完成（可能已超时或重复提交），请重新登录。",
                "Single sign-on was not completed (too late, or sent twice); sign in again.",
            )
        )


@dataclass(frozen=True, slots=True)
class Provider:
    """Where the single sign-on is, and as whom we come."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    return_to: str


@dataclass(frozen=True, slots=True)
class Errand:
    """What one round trip goes with; only the challenge of the verifier leaves the house."""

    state: str
    nonce: str
    verifier: str = field(repr=False)


def read_provider(settings: Settings) -> Provider | None:
    """Return the provider that the settings name, if they name one."""
    if not settings.oidc_issuer:
        return None
    return Provider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret,
        settings.public_url.rstrip("/") + RETURN,
    )


def require_extra() -> None:
    """Refuse, in words, where what speaks the protocol is not installed."""
    if find_spec("authlib") is None or find_spec("requests") is None:
        raise SignOnUnavailableError(
            Wording(
                "服务器未安装统一认证组件（plenum[sso]），请与系统管理员联系，或用账号和密码登录。",
                "The server lacks what single sign-on needs (plenum[sso]); tell the system "
                "administrator, or sign in with a password.",
            )
        )


def address_errand(provider: Provider, errand: Errand) -> str:
    """Return the address to which the browser is sent."""
    description = read_description(provider)
    with open_client(provider) as client:
        address, _ = client.create_authorization_url(
            str(description["authorization_endpoint"]),
            state=errand.state,
            nonce=errand.nonce,
            code_verifier=errand.verifier,
        )
    return str(address)


def fetch_subject(provider: Provider, errand: Errand, code: str, now: datetime) -> str:
    """Return who signed in there: the subject of a token that passes every check."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415  an extra
    from requests import RequestException  # noqa: PLC0415  an extra

    description = read_description(provider)
    keys = read_json(check_address(provider, description["jwks_uri"]))
    try:
        with open_client(provider) as client:
            answer = client.fetch_token(
                check_address(provider, description["token_endpoint"]),
                code=code,
                grant_type="authorization_code",
                code_verifier=errand.verifier,
                timeout=WAIT_SECONDS,
                allow_redirects=False,
            )
    except RequestException as error:
        raise SignOnUnavailableError from error
    except (AuthlibBaseError, ValueError) as error:
        raise refuse(NO_TOKEN) from error
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise refuse(NO_TOKEN)
    claims = read_claims(token, keys, now)
    return check_claims(provider, str(description["issuer"]), errand, claims)


def read_claims(token: str, keys: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the claims of a token whose signature and times are right."""
    from joserfc import jwt  # noqa: PLC0415  an extra
    from joserfc.errors import JoseError  # noqa: PLC0415  the same
    from joserfc.jwk import KeySet  # noqa: PLC0415  the same

    try:
        found = jwt.decode(token, KeySet.import_key_set(dict(keys)), algorithms=ALGORITHMS)  # type: ignore[arg-type]
        registry = jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=LEEWAY_SECONDS,
            exp={"essential": True},
            iat={"essential": True},
        )
        registry.validate(found.claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise refuse(type(error).__name__) from error
    return found.claims


def check_claims(provider: Provider, issuer: str, errand: Errand, claims: Mapping[str, Any]) -> str:
    """Return the subject of claims that are meant for us and for this errand."""
    audience = claims.get("aud")
    meant = [audience] if isinstance(audience, str) else audience
    subject = claims.get("sub")
    faults = {
        "issuer": claims.get("iss") != issuer,
        "audience": not isinstance(meant, list) or provider.client_id not in meant,
        "authorised party": claims.get("azp", provider.client_id) != provider.client_id
        or (isinstance(meant, list) and len(meant) > 1 and "azp" not in claims),
        "nonce": claims.get("nonce") != errand.nonce,
        "subject": not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT,
    }
    if any(faults.values()):
        raise refuse(", ".join(name for name, is_wrong in faults.items() if is_wrong))
    return str(subject)


def refuse(reason: str) -> SignOnRefusedError:
    """Return the refusal; its reason goes to the log, without anything that was sent."""
    log.warning("single sign-on refused: %s", reason)
    return SignOnRefusedError()


def read_description(provider: Provider) -> dict[str, Any]:
    """Return what the provider says of itself; it must be the one that was named."""
    require_extra()
    found = read_json(check_address(provider, provider.issuer + DESCRIPTION))
    if str(found.get("issuer", "")).rstrip("/") != provider.issuer:
        log.warning("single sign-on: the provider calls itself by another issuer")
        raise SignOnUnavailableError
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        check_address(provider, found.get(name))
    return found


def check_address(provider: Provider, address: object) -> str:
    """Return an address of the provider; without TLS only on this very machine."""
    parts = urlsplit(address) if isinstance(address, str) else urlsplit("")
    is_here = urlsplit(provider.issuer).hostname in LOOPBACK and parts.hostname in LOOPBACK
    if parts.scheme != "https" and not (parts.scheme == "http" and is_here):
        log.warning("single sign-on: an address of the provider is not https")
        raise SignOnUnavailableError
    return str(address)


def read_json(address: str) -> dict[str, Any]:
    """Return the object at an address of the provider."""
    from requests import RequestException, get  # noqa: PLC0415  an extra

    try:
        with get(address, timeout=WAIT_SECONDS, allow_redirects=False, stream=True) as answer:
            body = answer.raw.read(LARGEST_ANSWER + 1, decode_content=True)
            status = answer.status_code
        if status != OK or len(body) > LARGEST_ANSWER:
            raise SignOnUnavailableError
        found = loads(body)
    except (RequestException, ValueError) as error:
        raise SignOnUnavailableError from error
    if not isinstance(found, dict):
        raise SignOnUnavailableError
    return found


def open_client(provider: Provider) -> Any:  # noqa: ANN401  of a library that says no types
    """Return the client that speaks the protocol."""
    from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415  an extra

    return OAuth2Session(
        provider.client_id,
        provider.client_secret or None,
        scope="openid",
        redirect_uri=provider.return_to,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic" if provider.client_secret else "none",
    )
