"""What an installation asks of whoever signs in; and where an attempt comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.password import PasswordPolicy, PasswordProfile
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from planner.settings import Settings


@dataclass(frozen=True, slots=True)
class SignInPolicy:
    """The rules of an installation; the defaults are those of the settings."""

    secret: str = field(default="", repr=False)
    """The installation's secret: seals what must not be read from the database alone."""
    passwords: PasswordPolicy = field(default_factory=PasswordPolicy)
    blocked_file: Path | None = None
    """The house's own list of passwords that are known to be out, one a line."""
    idle: timedelta = timedelta(hours=2)
    absolute: timedelta = timedelta(hours=12)
    shared_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    """Addresses behind which a whole office sits: more attempts are borne from there."""

    def is_shared(self, address: str) -> bool:
        """Tell whether many people come from an address."""
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in each for each in self.shared_networks)


@dataclass(frozen=True, slots=True)
class Caller:
    """Where an attempt comes from: address, browser as it names itself, and its cookies."""

    address: str = ""
    browser: str = ""
    device: str = field(default="", repr=False)
    """The cookie of a browser that has signed in before."""


def read_policy(settings: Settings) -> SignInPolicy:
    """Return the rules that the settings give; what cannot be read stops the start."""
    return SignInPolicy(
        secret=settings.require_secret(),
        passwords=PasswordPolicy(
            read_profile(settings.password_profile),
            settings.password_length,
            settings.password_days,
            settings.password_history,
        ),
        blocked_file=settings.blocked_passwords,
        idle=timedelta(minutes=settings.session_idle_minutes),
        absolute=timedelta(hours=settings.session_hours),
        shared_networks=tuple(ip_network(each.strip()) for each in settings.shared_addresses),
    )


def read_profile(name: str) -> PasswordProfile:
    """Return the profile of a name."""
    try:
        return PasswordProfile(name)
    except ValueError:
        known = ", ".join(PasswordProfile)
        raise InvalidRequestError(
            Wording(
                f"PLENUM_PASSWORD_PROFILE 不能是“{name}”，可选：{known}",
                f"PLENUM_PASSWORD_PROFILE cannot be “{name}”; there are: {known}",
            )
        ) from None
