"""docker-compose.yml is valid once its secrets are given, and is refused without any one of them. Usage: ... CHECKOUT"""
import os
import subprocess
import sys

SECRETS = ["POSTGRES_PASSWORD", "SIGNALBOX_IDENTITY_KEY_PEPPER", "SIGNALBOX_ROUTER_SEALING_KEY", "SIGNALBOX_MEMORY_SEALING_KEY"]


def valid(names):
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **{name: "x" for name in names}}
    run = subprocess.run(["docker-compose", "-f", sys.argv[1] + "/docker-compose.yml", "config", "-q"], env=environment,
                         cwd="/", capture_output=True, text=True)
    return run.returncode == 0, run.stderr


ok, complaint = valid(SECRETS)
if not ok:
    sys.exit(f"docker-compose.yml is not valid: {complaint}")
for left_out in SECRETS:
    if valid([name for name in SECRETS if name != left_out])[0]:
        sys.exit(f"docker-compose.yml starts without {left_out}: no secret may have a default")
print("valid, and no secret has a default")
