"""The desktop app on a display of its own, beside an empty libadwaita window and gnome-text-editor.

By itself: tests/bench/desktop.py BUILD [SECTION], in an environment where m77 has a profile.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 5
FIRST_ROWS_MOST = 1.5  # times the empty window's first frame
MEMORY_MOST = 1.5, 40  # times the empty window's, and so many MiB


class Display:
    """An X server on a number it finds free, drawn to without GL."""

    def __init__(self, environment):
        reader, writer = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        number = os.read(reader, 16).decode().strip()
        os.close(reader)
        self.environment = {**environment, "DISPLAY": f":{number}", "GDK_BACKEND": "x11",
                            "GSK_RENDERER": "cairo", "GDK_DEBUG": "gl-disable",
                            "GTK_A11Y": "none", "LC_ALL": "C.UTF-8"}

    def stop(self):
        self.server.terminate()
        self.server.wait()


def run(display, build, mode, *words):
    """One start of the bench program; None where it failed."""
    program = str(build / "tests" / "bench" / "bench-desktop")
    done = subprocess.run([program, mode, repr(time.monotonic()), *words], text=True,
                          env=display.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=120)
    return json.loads(done.stdout) if done.returncode == 0 and done.stdout else None


def memory_mib(pid):
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0


def editor(display):
    """gnome-text-editor from its start until it has a window; None where it is not installed."""
    if not shutil.which("gnome-text-editor") or not shutil.which("xdotool"):
        return None
    with tempfile.TemporaryDirectory() as home:
        environment = {**display.environment, "HOME": home, "XDG_CONFIG_HOME": home,
                       "XDG_DATA_HOME": home, "XDG_STATE_HOME": home, "XDG_CACHE_HOME": home}
        start = time.monotonic()
        process = subprocess.Popen(["gnome-text-editor", "--standalone"], env=environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid",
                            str(process.pid)], env=environment, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, timeout=20, check=True)
            shown = (time.monotonic() - start) * 1000
            time.sleep(1)
            return {"window_ms": round(shown, 1), "memory_mib": round(memory_mib(process.pid), 1)}
        except (subprocess.SubprocessError, OSError):
            return None
        finally:
            process.kill()
            process.wait()


def median(found, name):
    return round(statistics.median(one[name] for one in found), 1)


def measure(environment, build, section="audit"):
    """In turn, so that a machine that slows down slows all; None without a display."""
    if not shutil.which("Xvfb"):
        return None
    display = Display(environment)
    try:
        empty, app, beside = [], [], editor(display)
        for _ in range(ROUNDS):
            empty.append(run(display, build, "empty"))
            app.append(run(display, build, "start", section))
        last = run(display, build, "list", section)
        if None in [*empty, *app, last]:
            return None
        return {"empty": {name: median(empty, name) for name in ("first_frame_ms", "memory_mib")},
                "app": {name: median(app, name)
                        for name in ("first_frame_ms", "first_rows_ms", "memory_mib")},
                "editor": beside,
                **{name: value for name, value in last.items() if isinstance(value, dict)}}
    finally:
        display.stop()


def turns(found):
    return f"p50 {found['p50']:.1f}, p99 {found['p99']:.1f}, at most {found['max']:.1f} ms"


def rows(found):
    """For the bench's table."""
    empty, app, other = found["empty"], found["app"], found["editor"]
    frame, rows_at = empty["first_frame_ms"], app["first_rows_ms"]
    times, more = MEMORY_MOST
    most = times * empty["memory_mib"] + more
    beside = f"; gnome-text-editor: {other['window_ms']} ms, {other['memory_mib']} MiB" \
        if other else ""
    yield ("the desktop app: first frame", f"{app['first_frame_ms']} ms",
           f"empty window: {frame} ms{beside}", f"{app['first_frame_ms'] / frame:.2f}×", "", None)
    yield ("… first rows of a list", f"{rows_at} ms", f"empty window's first frame: {frame} ms",
           f"{rows_at / frame:.2f}×", f"≤ {FIRST_ROWS_MOST}×", rows_at <= FIRST_ROWS_MOST * frame)
    yield ("… its memory", f"{app['memory_mib']} MiB", f"empty window: {empty['memory_mib']} MiB",
           "", f"< {most:.0f} MiB", app["memory_mib"] < most)
    for name, what in (("turns_scrolling_ms", "scrolling half a page a frame"),
                       ("turns_jumping_ms", "jumping anywhere"), ("turns_typing_ms", "filtering")):
        if found[name]["n"]:
            yield (f"… a turn of its loop while {what}", turns(found[name]),
                   f"{found[name]['over_16']} of {found[name]['n']} over 16 ms", "", "none",
                   found[name]["over_16"] == 0)
    if found["key_to_rows_ms"]["n"]:
        yield ("… a key until the filtered rows are drawn", turns(found["key_to_rows_ms"]), "", "",
               "", None)


if __name__ == "__main__":
    print(json.dumps(measure(dict(os.environ), pathlib.Path(sys.argv[1]).resolve(), *sys.argv[2:]),
                     indent=1))
