"""Direct, nginx and Signalbox in one run, as a table of ratios. Started by ./dev bench.

Every figure is a median over interleaved rounds, so that a noisy neighbour hits all alike. An answer that fails or is
wrong voids the run. Usage: bench.py CHECKOUT [--seconds N] [--rounds N] [--quick]
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")


def processes_under(pids):
    """The given processes and all their children, by pid."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rsplit(")", 1)[1].split()[1])
    found = set(pids)
    grown = True
    while grown:
        grown = False
        for pid, parent in parents.items():
            if parent in found and pid not in found:
                found.add(pid)
                grown = True
    return found


def cpu_seconds(pids):
    total = 0
    for pid in processes_under(pids):
        try:
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def memory_mb(pid, name="VmRSS"):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"no {name} of {pid}")


class Target:
    """One thing to measure: an address, the key it wants and the processes that are its cost."""

    def __init__(self, name, port, key, pids):
        self.name, self.port, self.key, self.pids = name, port, key, pids
        self.plain, self.busy, self.streams = [], [], []

    def wrk(self, load, connections, seconds):
        before = cpu_seconds(self.pids)
        run = subprocess.run(
            ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "-s", load / "chat.lua",
             f"http://127.0.0.1:{self.port}", "--", self.key, "demo"], capture_output=True, text=True, timeout=seconds + 60)
        cpu = cpu_seconds(self.pids) - before
        found = re.search(r"^JSON (.*)$", run.stdout, re.M)
        if not found:
            raise RuntimeError(f"wrk said: {run.stdout}{run.stderr}")
        result = json.loads(found.group(1))
        if result["failed"] or not result["requests"]:
            raise RuntimeError(f"{self.name}: {result['failed']} of {result['requests']} answers failed or were wrong")
        result["rps"] = result["requests"] / result["seconds"]
        result["cpu_us"] = cpu * 1e6 / result["requests"]
        return result

    def stream(self, client, requests):
        run = subprocess.run([client, "--port", str(self.port), "--key", self.key, "--requests", str(requests)],
                             capture_output=True, text=True, timeout=120, check=True)
        return json.loads(run.stdout)


def start_nginx(folder, upstream_port, port):
    conf = folder / "nginx.conf"
    conf.write_text(f"""
worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream provider {{ server 127.0.0.1:{upstream_port}; keepalive 64; }}
  server {{
    listen 127.0.0.1:{port} reuseport; keepalive_requests 100000000; tcp_nodelay on;
    location / {{ proxy_pass http://provider; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; }}
  }}
}}
""")
    return subprocess.Popen(["nginx", "-c", conf, "-p", folder], stderr=subprocess.DEVNULL)


def free_port():
    import socket
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port):
    import socket
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"nothing listens on {port}")


def median(results, name):
    return statistics.median(result[name] for result in results)


def measure(targets, load, client, args):
    for target in targets:  # Warm caches, pools and branch predictors.
        target.wrk(load, 8, 2)
        target.stream(client, 50)
    for number in range(args.rounds):
        for target in targets if number % 2 == 0 else reversed(targets):
            target.plain.append(target.wrk(load, 1, args.seconds))
            target.busy.append(target.wrk(load, 32, args.seconds))
            target.streams.append(target.stream(client, 300))
            print(f"round {number + 1}/{args.rounds}: {target.name}", file=sys.stderr)


def table(targets):
    floor = targets[0]
    rows = [("", *(t.name for t in targets))]
    def row(title, value, form="{:.0f}"):
        rows.append((title, *(form.format(value(t)) for t in targets)))
    def added(cell, name):
        return lambda t: (median(getattr(t, cell), name) - median(getattr(floor, cell), name)) / 1000
    row("p50 at 1 connection, us", lambda t: median(t.plain, "p50_us"))
    row("  added p50, ms", added("plain", "p50_us"), "{:.3f}")
    row("  added p99, ms", added("plain", "p99_us"), "{:.3f}")
    row("first token p50, us", lambda t: median(t.streams, "ttft_p50_us"))
    row("  added p50, ms", added("streams", "ttft_p50_us"), "{:.3f}")
    row("  added p99, ms", added("streams", "ttft_p99_us"), "{:.3f}")
    row("requests/s at 32 connections", lambda t: median(t.busy, "rps"))
    row("  ratio to direct", lambda t: median(t.busy, "rps") / median(floor.busy, "rps"), "{:.3f}")
    row("  p50 at 32, us", lambda t: median(t.busy, "p50_us"))
    row("  p99 at 32, us", lambda t: median(t.busy, "p99_us"))
    row("CPU us/request at 32 (own processes)", lambda t: median(t.busy, "cpu_us"))
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    for r in rows:
        print("  ".join(cell.ljust(widths[0]) if i == 0 else cell.rjust(widths[i]) for i, cell in enumerate(r)))


def memory_report(signalbox, suite_pid, client, load, provider_port, admin_key, args):
    start = signalbox.memory_at_start
    deploy = {"model": "bench-open", "provider": "demo", "upstream_model": "open;hold=2"}
    subprocess.run(["curl", "-fsS", "-o", "/dev/null", f"http://127.0.0.1:{signalbox.port}/admin/v1/deployments", "-H",
                    f"Authorization: Bearer {admin_key}", "-d", json.dumps(deploy)], check=True)
    time.sleep(1)
    before = memory_mb(suite_pid)
    keeper = subprocess.Popen([client, "--port", str(signalbox.port), "--key", signalbox.key, "--model", "bench-open",
                               "--open", "1000"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    line = keeper.stdout.readline().strip()
    if line != "open 1000":
        raise RuntimeError(f"1000 streams did not open: {line}")
    open_streams = memory_mb(suite_pid)
    keeper.communicate()
    requests = 0
    warm = memory_mb(suite_pid)
    while requests < args.growth:
        requests += signalbox.wrk(load, 32, 5)["requests"]
    print(f"resident memory of the suite: {start:.0f} MB after start, {before:.0f} MB after the load above, "
          f"{open_streams:.0f} MB with 1,000 open streams, "
          f"{warm:.0f} -> {memory_mb(suite_pid):.0f} MB over {requests} more requests, "
          f"peak {memory_mb(suite_pid, 'VmHWM'):.0f} MB")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkout", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=5, help="of each wrk run (1 to 60)")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved rounds (1 to 20)")
    parser.add_argument("--growth", type=int, default=100_000, help="requests of the growth check")
    args = parser.parse_args()
    args.seconds = min(max(args.seconds, 1), 60)
    args.rounds = min(max(args.rounds, 1), 20)

    load = args.checkout / "tests/load"
    client = args.checkout / "build/release/bench/stream-client"
    home = pathlib.Path(tempfile.mkdtemp(prefix="signalbox-bench-"))
    home.chmod(0o755)
    nginx = None
    try:
        environment = {**os.environ, "SIGNALBOX_DEMO_OPTIONS": "--no-record", "SIGNALBOX_LOG_LEVEL": "info"}
        up = subprocess.run([args.checkout / "dev", "up", "--home", home, "--port", "0", "--no-build"],
                            capture_output=True, text=True, env=environment)
        if up.returncode:
            raise RuntimeError(up.stdout + up.stderr)
        port = int(re.search(r"answers at\s+http://127.0.0.1:(\d+)", up.stdout).group(1))
        key = re.search(r"client key\s+(\S+)", up.stdout).group(1)
        admin_key = re.search(r"admin key\s+(\S+)", up.stdout).group(1)
        suite = int((home / "run/suite.pid").read_text())
        demo = int((home / "run/demo.pid").read_text())
        demo_port = int((home / "run/demo.port").read_text())
        database = int((home / "postgres/data/postmaster.pid").read_text().splitlines()[0])
        nginx_port = free_port()
        nginx = start_nginx(home, demo_port, nginx_port)
        wait_for(nginx_port)

        targets = [Target("direct", demo_port, key, [demo]), Target("nginx", nginx_port, key, [nginx.pid]),
                   Target("Signalbox", port, key, [suite, database])]
        targets[2].memory_at_start = memory_mb(suite)
        measure(targets, load, client, args)
        table(targets)
        memory_report(targets[2], suite, client, load, demo_port, admin_key, args)
    finally:
        if nginx:
            nginx.send_signal(signal.SIGTERM)
            nginx.wait(10)
        subprocess.run([args.checkout / "dev", "down", "--home", home], stdout=subprocess.DEVNULL)
        shutil.rmtree(home, ignore_errors=True)


main()
