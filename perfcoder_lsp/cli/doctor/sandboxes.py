"""Can programs be isolated here, how, and as whom do they run?"""

import os
import shutil
import sys

from perfcoder_lsp.cli.doctor.check import Check, Host
from perfcoder_lsp.cli.doctor.isolation import Isolation
from perfcoder_lsp.sandbox.linux.bubblewrap import SANDBOX_UID
from perfcoder_lsp.sandbox.linux.control_group import find_place
from perfcoder_lsp.text import sentence

_APPARMOR = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns"
_FORBIDDEN = "user namespaces are forbidden"  # what a tier says where bubblewrap can't make any
_PROFILE = """\
sudo tee /etc/apparmor.d/bwrap <<'PROFILE'
abi <abi/4.0>,
include <tunables/global>
profile bwrap {bwrap} flags=(unconfined) {{
  userns,
}}
PROFILE
sudo apparmor_parser -r /etc/apparmor.d/bwrap"""


def user_namespaces(host: Host) -> Check:
    """Root is no exception: whoever runs us, sandboxes are started as an ordinary user."""
    name, meaning = "user namespaces", "Sandboxes on Linux are made of them."
    if not sys.platform.startswith("linux"):
        return Check(name=name, status="ok", found="not on this system", meaning=meaning)
    if host.read("/proc/sys/kernel/unprivileged_userns_clone") == "0":
        remedy = "Allow them: sudo sysctl kernel.unprivileged_userns_clone=1."
        return Check(name=name, status="problem", found="switched off", meaning=meaning, remedy=remedy)
    if host.read("/proc/sys/user/max_user_namespaces") == "0":
        remedy = "Allow them: sudo sysctl user.max_user_namespaces=10000."
        return Check(name=name, status="problem", found="limited to none", meaning=meaning, remedy=remedy)
    forbidden = any(_FORBIDDEN in (reason or "") for reason in host.isolation.tiers.values())
    if host.read(_APPARMOR) == "1":
        if host.isolation.chosen is not None or not forbidden:
            found = "restricted by AppArmor" + (", bubblewrap may make them" if host.isolation.chosen else "")
            return Check(name=name, status="ok", found=found, meaning=meaning)
        remedy = "Allow bubblewrap, and nothing else, to make them, by a profile of its own (commands below)."
        script = _PROFILE.format(bwrap=shutil.which("bwrap") or "/usr/bin/bwrap")
        found = "forbidden by AppArmor"
        return Check(name=name, status="problem", found=found, meaning=meaning, remedy=remedy, script=script)
    if forbidden and host.isolation.chosen is None:
        remedy = "In a container, start it with --privileged or let its runtime allow them."
        return Check(name=name, status="problem", found="forbidden", meaning=meaning, remedy=remedy)
    return Check(name=name, status="ok", found="allowed", meaning=meaning)


def control_groups(_: Host) -> Check:
    name, meaning = "control groups", "The kernel bounds a whole sandbox's memory by them, at once."
    place = find_place()
    if place is not None:
        return Check(name=name, status="ok", found=f"version {place.version}, can be made", meaning=meaning)
    if not sys.platform.startswith("linux"):
        return Check(name=name, status="ok", found="not on this system", meaning=meaning)
    meaning += " Without them a watch looks at it every few milliseconds."
    return Check(name=name, status="ok", found="can't be made", meaning=meaning)


def tiers(host: Host) -> tuple[Check, ...]:
    """Each tier, strongest first: the one that is used, and why another is not."""
    names = list(host.isolation.tiers)
    chosen = host.isolation.chosen
    weaker = names[names.index(chosen) + 1 :] if chosen else []
    return tuple(_tier(host.isolation, name, weaker=name in weaker) for name in names)


def _tier(isolation: Isolation, tier: str, *, weaker: bool) -> Check:
    name, reason = f"tier {tier}", isolation.tiers[tier]
    if tier == isolation.chosen:
        return Check(name=name, status="ok", found="used", meaning="The strongest that isolates here.")
    if weaker:
        found = "usable" if reason is None else f"not usable: {reason}"
        return Check(name=name, status="ok", found=found, meaning="Not needed.")
    meaning = "It would be stronger than the one used." if isolation.chosen else "No program is run."
    remedy = "Allow user namespaces (above)." if _FORBIDDEN in (reason or "") else sentence(reason or "")
    return Check(name=name, status="note", found="not usable", meaning=meaning, remedy=remedy)


def self_test(host: Host) -> Check:
    name, attempts = "sandbox self-test", host.isolation.attempts
    if host.isolation.chosen is None:
        meaning = "Nothing isolates programs here, so nothing is executed, and suggestions stay not verified."
        remedy = "Mend what is said of one of the tiers."
        return Check(name=name, status="problem", found="failed", meaning=meaning, remedy=remedy)
    tried = ", ".join(attempts)
    found = f"{sum(attempts.values())} of {len(attempts)} contained"
    meaning = f"A hostile program tried in vain to: {tried}."
    return Check(name=name, status="ok", found=found, meaning=meaning)


def user(_: Host) -> Check:
    meaning = "Programs never run with root's rights."
    if os.geteuid() == 0:
        return Check(name="user", status="ok", found=f"root; programs run as uid {SANDBOX_UID}", meaning=meaning)
    return Check(name="user", status="ok", found=f"uid {os.geteuid()}, not root", meaning=meaning)
