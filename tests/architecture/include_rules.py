"""Holds every #include against the table of architecture rules. Usage: include_rules.py CHECKOUT

Prints each breach as file:line: reason, and exits 1 if there is one.
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

# Lower first: a library of common may include only itself and what stands before it.
COMMON_ORDER = ["context", "status", "names", "json", "log", "metrics", "config", "crypto", "sse", "tokens", "dialect", "rpc", "protojson",
                "postgres", "upstream", "http", "app"]
# A third-party library and the only folders that may know it.
OWNERS = {
    r"pistache/": ["common/http"],
    r"pqxx/|libpq": ["common/postgres", "services/*/storage"],
    r"curl/": ["common/upstream"],
    r"simdjson": ["common/json", "common/dialect", "common/protojson"],
    r"spdlog/": ["common/log"],
    r"yaml-cpp/": ["common/config", "services/billing/storage"],
    r"prometheus/": ["common/metrics", "gateway", "services/*/rpc", "services/*/module", "services/*/storage", "common/rpc"],
    r"sqlite3": ["gateway/outbox"],
    r"sodium": ["common/crypto", "common/context"],
    r"openssl/": ["common/crypto"],
    r"re2/": ["common/names"],
    r"zlib": ["services/router/providers"],
}
DOMAIN_NEVER = re.compile(r"^(grpcpp|grpc|pqxx|hiredis|curl|spdlog|google/protobuf)/|^signalbox/|^common/(?!context/|status/)")
# What a domain is about, and so may name: identity's and the router's are names of models, the router's dialects, too.
DOMAIN_VALUES = {"identity": re.compile(r"^common/names/"), "router": re.compile(r"^(common/(dialect|names|sse)/|signalbox/llm/v1/)")}


def area(path):
    parts = path.split("/")
    return "/".join(parts[:3]) if parts[0] == "services" else "/".join(parts[:2])


def matches(path, folder):
    return re.match(folder.replace("*", "[^/]+") + r"(/|\.|$)", path) is not None


def common_rule(path, name):
    library = path.split("/")[1]
    if name.startswith(("services/", "gateway/")):
        return "common knows no service"
    if name.startswith("common/") and COMMON_ORDER.index(name.split("/")[1]) > COMMON_ORDER.index(library):
        return f"common/{library} stands below common/{name.split('/')[1]}"
    proto = re.match(r"signalbox/([a-z]+)/v1/", name)
    allowed = {"common": COMMON_ORDER, "llm": ["tokens", "dialect"], "http": ["protojson", "rpc"]}
    if proto and library not in allowed.get(proto.group(1), []):
        return f"common/{library} may not know signalbox/{proto.group(1)}/v1"
    return None


def service_rule(path, name):
    _, service, layer = path.split("/")[:3]
    layer = layer.split(".")[0]
    other = re.match(r"services/([a-z]+)/([a-z_]+)", name)
    if service == "suite":
        module = name == "gateway/module.h" or (other and other.group(2) == "module") or name.startswith("common/app/")
        return None if module else "the suite knows modules only"
    if name.startswith("gateway/"):
        return "a service knows no gateway"
    if other and other.group(1) != service:
        if layer in ("module", "config") and other.group(2) == "client":
            return None
        return "only module.* may use a neighbour, and only its client"
    if layer == "domain":
        if service in DOMAIN_VALUES and DOMAIN_VALUES[service].match(name):
            return None
        if DOMAIN_NEVER.match(name) or (other and other.group(2) != "domain"):
            return "a domain knows values, ports and nothing else"
    if layer == "storage":
        if name.startswith(("signalbox/", "google/protobuf/", "grpcpp/")) or (other and other.group(2) not in ("domain", "storage", "config")):
            return "storage knows its domain and the database"
    if layer == "rpc" and other and other.group(2) == "storage":
        return "rpc does not know storage"
    if layer == "client" and other and other.group(2) != "client":
        return "a client knows its proto alone"
    return None


def gateway_rule(path, name):
    other = re.match(r"services/([a-z]+)/([a-z_]+)", name)
    if other and other.group(2) != "client":
        return "the gateway knows services by their clients"
    return None


def breach(path, name):
    for pattern, folders in OWNERS.items():
        if re.match(pattern, name) and not any(matches(path, folder) for folder in folders):
            return f"only {', '.join(folders)} may include <{name}>"
    top = path.split("/")[0]
    if top == "common":
        return common_rule(path, name)
    if top == "services":
        return service_rule(path, name)
    if top == "gateway":
        return gateway_rule(path, name)
    return None


def main():
    breaches = files = 0
    for top in ("common", "services", "gateway"):
        for source in sorted((root / top).rglob("*")):
            if source.suffix not in (".h", ".cpp"):
                continue
            files += 1
            path = source.relative_to(root).as_posix()
            for number, line in enumerate(source.read_text().splitlines(), 1):
                found = INCLUDE.match(line)
                if not found:
                    continue
                reason = breach(path, found.group(2))
                if found.group(1) == '"' and found.group(2).startswith("."):
                    reason = "paths start at the root of the checkout"
                if reason:
                    breaches += 1
                    print(f"{path}:{number}: {reason} (#include {found.group(2)})")
    if files < 20:
        print(f"only {files} sources found under {root}: wrong folder?")
        return 1
    print(f"{files} sources, {breaches} breaches")
    return 1 if breaches else 0


sys.exit(main())
