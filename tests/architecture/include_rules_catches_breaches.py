"""The include checker itself: each forbidden include, planted in a copy of the tree, must be found."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
checker = root / "tests/architecture/include_rules.py"
PLANTED = {
    "common/status/error.cpp": '#include "common/http/server.h"',
    "common/rpc/unary.cpp": '#include "services/billing/client/billing_client.h"',
    "common/config/file.cpp": "#include <pistache/http.h>",
    "common/log/log.cpp": '#include "signalbox/billing/v1/billing.pb.h"',
    "services/billing/domain/planted.h": "#include <grpcpp/grpcpp.h>",
    "services/billing/storage/planted.h": '#include "services/billing/rpc/billing_rpc.h"',
    "services/billing/rpc/planted.h": '#include "services/billing/storage/pg_ledger.h"',
    "services/identity/domain/planted.h": '#include "services/billing/client/billing_client.h"',
    "services/health/module.cpp": '#include "services/router/domain/snapshot.h"',
    "services/suite/main.cpp": '#include "gateway/routes.h"',
    "gateway/errors.h": '#include "services/router/module.h"',
}

missed = 0
for path, line in PLANTED.items():
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder)
        for top in ("common", "services", "gateway"):
            shutil.copytree(root / top, copy / top, ignore=lambda d, names: [n for n in names if not (pathlib.Path(d) / n).is_dir() and not n.endswith((".h", ".cpp"))])
        target = copy / path
        target.write_text((target.read_text() if target.exists() else "") + "\n" + line + "\n")
        run = subprocess.run([sys.executable, checker, copy], capture_output=True, text=True)
        if run.returncode == 0 or path not in run.stdout:
            missed += 1
            print(f"not caught: {line} in {path}")
print(f"{len(PLANTED) - missed} of {len(PLANTED)} planted breaches caught")
sys.exit(1 if missed else 0)
