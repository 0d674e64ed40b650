#!/usr/bin/env python3
"""console.py: the console as a person feels it, on a terminal, beside htop and tig.

  console.py M77 [--open KEYS] [--screen NAME=KEYS]…
                                  with the environment as it is, in a Git repository

Each program runs on a terminal of its own that answers questions about itself as real ones do. A
frame is finished when nothing was written for QUIET_MS after a key; its time is that of its last
byte. So a frame whose rows come later than its first paint counts until they are there. processor_ms
is what the program itself computed for it, whatever else the machine was doing. JSON on
stdout; imported by ./dev bench.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shutil
import struct
import sys
import termios
import time

QUIET_MS = 25
PATIENT_S = 15
DOWN, UP, PAGE = b"\x1bOB", b"\x1bOA", b"\x1b[6~"
FIRST_SCREEN = rb"TRIG|ACK|MITIG"  # the overview, with what the agent answered


class Screen:
    """A program on a terminal of `rows` × `cols`."""

    def __init__(self, command, rows=24, cols=80, environment=None):
        self.seen = b""
        self.started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, environment or os.environ)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def read(self, seconds):
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self.fd, 1 << 20)
        except OSError:
            return b""
        for question, answer in ((b"\x1b]11;?", b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
                                 (b"\x1b[c", b"\x1b[?62;22c")):
            if question in data:
                os.write(self.fd, answer)
        self.seen += data
        return data

    def wait_for(self, pattern):
        """ms since the start, when it is there."""
        deadline = time.monotonic() + PATIENT_S
        while not re.search(pattern, self.seen):
            if time.monotonic() > deadline:
                raise OSError(f"never shown: {pattern!r}: {self.seen[-300:]!r}")
            self.read(0.1)
        return (time.monotonic() - self.started) * 1000

    def settle(self):
        while self.read(0.3):
            continue

    def press(self, keys):
        """(ms until its frame was finished, bytes of it); ms None: it wrote nothing."""
        start, last, size = time.monotonic(), None, 0
        os.write(self.fd, keys)
        while True:
            data = self.read(QUIET_MS / 1000 if last is not None else 0.2)
            if not data:
                break
            last, size = time.monotonic(), size + len(data)
        return (None if last is None else (last - start) * 1000), size

    def processor_ms(self):
        """What all its threads have had so far: of a busy machine the part that is its own."""
        spent = 0
        for task in pathlib.Path(f"/proc/{self.pid}/task").iterdir():
            spent += int((task / "schedstat").read_text().split()[0])
        return spent / 1e6

    def memory(self):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return round(int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024, 1)

    def end(self):
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def spread(values):
    values = sorted(values)
    return {"n": len(values), "p50": round(values[len(values) // 2], 2),
            "p99": round(values[min(len(values) * 99 // 100, len(values) - 1)], 2)}


def act(screen, keys, times):
    """The same key again and again; those that wrote nothing (the end of a list) are left out."""
    frames = []
    for _ in range(times):
        before = screen.processor_ms()
        ms, size = screen.press(keys)
        if ms is not None:
            frames.append((ms, size, screen.processor_ms() - before))
    if not frames:
        return {"n": 0}
    taken, sizes, own = zip(*frames)
    return {**spread(taken), "bytes": spread(sizes), "processor_ms": spread(own)}


def scroll(screen, times):
    """What every such program can do."""
    return {"down": act(screen, DOWN, times), "page": act(screen, PAGE, times // 2),
            "up": act(screen, UP, times // 2)}


def first_frames(command, pattern, times, environment=None):
    taken = []
    for _ in range(times):
        screen = Screen(command, environment=environment)
        taken.append(screen.wait_for(pattern))
        screen.end()
    return spread(taken)


def measure_console(console, opening, environment=None, rows=24, cols=80, times=400):
    screen = Screen([console], rows, cols, environment)
    screen.wait_for(FIRST_SCREEN)
    screen.settle()
    for keys in opening:
        screen.press(keys)
    screen.settle()
    found = scroll(screen, times)
    ends = [screen.press(key) for _ in range(times // 20) for key in (b"G", b"g")]
    found["last and first"] = {**spread([ms for ms, _ in ends if ms is not None]),
                               "bytes": spread([size for _, size in ends])}
    found["open a list"] = act(screen, b"1", times // 20)
    found["memory_mib"] = screen.memory()
    screen.end()
    return found


def measure_screens(console, screens, environment=None, times=200):
    """Other screens, by the keys that lead there: a million rows are not all that may be much."""
    found = {}
    for name, keys in screens.items():
        for rows, cols in ((24, 80), (60, 200)):
            screen = Screen([console], rows, cols, environment)
            screen.wait_for(FIRST_SCREEN)
            screen.settle()
            screen.press(keys)
            screen.settle()
            found[f"{name} at {cols}x{rows}"] = {**scroll(screen, times),
                                                 "memory_mib": screen.memory()}
            screen.end()
    return found


def measure_peers(times=200):
    peers = {"htop": (["htop", "-d", "100"], rb"PID"), "tig": (["tig"], rb"\[main\]")}
    found = {}
    for name, (command, pattern) in peers.items():
        if shutil.which(name) is None:
            continue
        screen = Screen(command)
        screen.wait_for(pattern)
        screen.settle()
        found[name] = {**scroll(screen, times), "memory_mib": screen.memory()}
        screen.end()
        found[name]["first_frame_ms"] = first_frames(command, pattern, 10)
    return found


def measure(console, opening, environment=None, times=400, screens=None):
    """Everything; the peers where they are installed."""
    found = {"first_frame_ms": first_frames([console], FIRST_SCREEN, 20, environment),
             "80x24": measure_console(console, opening, environment, times=times),
             "200x60": measure_console(console, opening, environment, 60, 200, times // 2)}
    found["screens"] = measure_screens(console, screens or {}, environment, times // 2)
    os.environ["TERM"] = "xterm-256color"
    found.update(measure_peers(times // 2))
    return found


def keys_of(text):
    return text.encode().decode("unicode_escape").encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("console", metavar="M77")
    parser.add_argument("--open", default=":audit\r", help="keys that open the list to scroll")
    parser.add_argument("--screen", action="append", default=[], metavar="NAME=KEYS",
                        help="another screen to measure; may be repeated")
    parser.add_argument("--times", type=int, default=400)
    arguments = parser.parse_args()
    os.environ["TERM"] = "xterm-256color"
    opening = [keys_of(arguments.open)]
    screens = {name: keys_of(keys) for name, _, keys in
               (one.partition("=") for one in arguments.screen)}
    found = measure(arguments.console, opening, times=arguments.times, screens=screens)
    json.dump(found, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
