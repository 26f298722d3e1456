"""Run a command under strace and count who of its processes asked for an address outside loopback.

Usage: python tests/offline/attempts.py COMMAND...        exits with 1 when a process but the browser's did

Every system call that names an address is looked at (connect, sendto, sendmsg, sendmmsg), of every process and thread
that the command starts; a UDP socket that is "connected" to find out the own address counts too. The browser is told
apart: Chromium probes for IPv6 whatever page it shows.
"""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from ipaddress import ip_address
from pathlib import Path

CALLS = "connect,sendto,sendmsg,sendmmsg,execve,clone,clone3,fork,vfork"
PROGRAM = re.compile(r'^(\d+) +execve\("([^"]*)"')
CHILD = re.compile(r"^(\d+) +(?:<\.\.\. )?(?:clone3?|v?fork)\b.*= (\d+)$")
ADDRESS = re.compile(
    r"^(\d+) +(\w+)\(.*?sin6?_port=htons\((\d+)\).*?(?:inet_addr\(\"([\d.]+)\"\)|inet_pton\(AF_INET6, \"([\da-f:.]+)\")"
)
BROWSERS = ("chrom", "headless_shell")


def outside(text: str) -> bool:
    """Tell whether an address is another machine's.

    >>> outside("127.0.0.1"), outside("::1"), outside("::ffff:127.0.0.1"), outside("192.0.2.1"), outside("0.0.0.0")
    (False, False, False, True, False)
    """
    address = ip_address(text)
    mapped = getattr(address, "ipv4_mapped", None)
    return not any(each.is_loopback or each.is_unspecified for each in (address, mapped) if each)


def counted(trace: Path) -> Counter[tuple[str, str]]:
    """Return how often a (program, call with its address) occurs that leaves this machine."""
    programs: dict[str, str] = {}
    seen: Counter[tuple[str, str]] = Counter()
    with trace.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if match := CHILD.match(line):
                programs.setdefault(match[2], programs.get(match[1], "?"))
            elif match := PROGRAM.match(line):
                if not line.rstrip().endswith(")") or "= 0" in line:
                    programs[match[1]] = match[2]
            elif match := ADDRESS.match(line):
                address = match[4] or match[5]
                if outside(address):
                    seen[programs.get(match[1], "?"), f"{match[2]} {address} port {match[3]}"] += 1
    return seen


def main() -> int:
    """Run the command, print what it asked for, and fail when it failed or when anybody but a browser asked."""
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder, "trace")
        strace = ["strace", "--follow-forks", "--seccomp-bpf", "--quiet=all", "--signal=none", "--string-limit=200"]
        done = subprocess.run([*strace, f"--trace={CALLS}", f"--output={trace}", *sys.argv[1:]], check=False)
        calls = sum(1 for line in trace.open(encoding="utf-8", errors="replace") if ADDRESS.match(line))
        seen = counted(trace)
    ours = {who: count for who, count in seen.items() if not any(name in who[0] for name in BROWSERS)}
    for (program, call), count in seen.most_common():
        print(f"{count} times {program}: {call}")
    browsers = sum(seen.values()) - sum(ours.values())
    print(f"{sum(ours.values())} attempts outside loopback, {browsers} more of the browser's own;")
    print(f"{calls} calls with an internet address were looked at")
    return done.returncode or int(bool(ours))


if __name__ == "__main__":
    sys.exit(main())
