"""Sealing: what the database keeps but must not tell without the installation's secret."""

from __future__ import annotations

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from planner.domain.error import PlannerError
from planner.domain.wording import Wording

NONCE_BYTES = 12
KEY_BYTES = 32


class SealBrokenError(PlannerError):
    """What was sealed cannot be read: the secret was changed, or the row was tampered with."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "两步验证信息无法读取（系统密钥可能已更换），请与系统管理员联系，重置两步验证。",
                "Two-step data cannot be read (the installation's secret may have been changed); "
                "ask the system administrator to reset two-step sign-in.",
            )
        )


def seal(text: str, purpose: str, secret: str) -> str:
    """Return a text sealed for one purpose: it opens for no other, so rows cannot be swapped."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(derive_key(secret)).encrypt(nonce, text.encode(), purpose.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, purpose: str, secret: str) -> str:
    """Return what was sealed for a purpose."""
    try:
        raw = base64.urlsafe_b64decode(sealed)
        opened = AESGCM(derive_key(secret)).decrypt(
            raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode()
        )
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise SealBrokenError from error
    return opened.decode()


def derive_key(secret: str) -> bytes:
    """Return the key for sealing, which is not the one that signs cookies."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"plenum seal").derive(secret.encode())
