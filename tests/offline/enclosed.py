"""Run a command where only loopback exists, and report what the kernel saw leave for elsewhere.

Usage, inside a fresh network namespace: python enclosed.py REPORT COMMAND...
"""

import fcntl
import json
import socket
import struct
import subprocess
import sys
from pathlib import Path

SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
REFUSED = ("Ip.OutNoRoutes", "Ip6OutNoRoutes", "Udp.NoPorts", "Udp6NoPorts")
"""Packets that found no route, whoever sent them, and datagrams to a loopback port where nobody is (a resolver's)."""


def raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = fcntl.ioctl(control, SIOCGIFFLAGS, struct.pack("16sh22x", b"lo", 0))
        (flags,) = struct.unpack_from("h", request, 16)
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", flags | IFF_UP))


def counters() -> dict[str, int]:
    """Read the namespace's own counters; they count native code as well as Python."""
    seen: dict[str, int] = {}
    lines = Path("/proc/net/snmp").read_text("ascii").splitlines()
    for names, values in zip(lines[::2], lines[1::2], strict=True):
        protocol, *fields = names.split()
        seen |= {protocol[:-1] + "." + f: int(v) for f, v in zip(fields, values.split()[1:], strict=True)}
    v6 = Path("/proc/net/snmp6")
    for line in v6.read_text("ascii").splitlines() if v6.exists() else ():
        name, value = line.split()
        seen[name] = int(value)
    return {name: seen.get(name, 0) for name in REFUSED}


def main() -> int:
    """Run the command and write the counters' growth to REPORT."""
    report, *command = sys.argv[1:]
    raise_loopback()
    before = counters()
    code = subprocess.run(command, check=False).returncode
    grown = {name: value - before[name] for name, value in counters().items() if value > before[name]}
    Path(report).write_text(json.dumps(grown), "utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
