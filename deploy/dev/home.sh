# One home folder of `./dev up`: its database, secrets, processes. Sourced by up, down and status.

SERVICES=(identity billing memory health router)

open_home() {
  mkdir -p "$1/run"
  HOME_DIR=$(cd "$1" && pwd)
  RUN=$HOME_DIR/run
}

start_database() {
  local url service
  url=$("$SIGNALBOX_ROOT/tests/support/postgres/server.sh" start "$HOME_DIR/postgres" --durable)
  for service in "${SERVICES[@]}"; do
    export "SIGNALBOX_${service^^}_POSTGRES_URL=${url/postgres@/signalbox_$service@}"
  done
  [ -e "$HOME_DIR/postgres/roles" ] && return 0
  {
    for service in "${SERVICES[@]}"; do
      printf 'CREATE ROLE signalbox_%s LOGIN;\n' "$service"
      printf 'CREATE SCHEMA %s AUTHORIZATION signalbox_%s;\n' "$service" "$service"
    done
  } | psql -qX -v ON_ERROR_STOP=1 "$url"
  touch "$HOME_DIR/postgres/roles"
}

stop_database() { "$SIGNALBOX_ROOT/tests/support/postgres/server.sh" stop "$HOME_DIR/postgres"; }

# Keys that seal and hash what is stored. Made once: losing them loses the accounts and the keys.
load_secrets() {
  local file=$HOME_DIR/secrets.env
  if [ ! -s "$file" ]; then
    (umask 077
     for name in SIGNALBOX_IDENTITY_KEY_PEPPER SIGNALBOX_ROUTER_SEALING_KEY SIGNALBOX_MEMORY_SEALING_KEY; do
       printf 'export %s=%s\n' "$name" "$(random_key)"
     done >"$file")
  fi
  # shellcheck disable=SC1090
  source "$file"
  export SIGNALBOX_GATEWAY_OUTBOX_PATH=$HOME_DIR/outbox.sqlite
}

choose_port() {
  SIGNALBOX_GATEWAY_SERVER_PORT=$1
  [ "$1" != 0 ] || SIGNALBOX_GATEWAY_SERVER_PORT=$(free_ports 1)
  if (exec 3<>"/dev/tcp/127.0.0.1/$SIGNALBOX_GATEWAY_SERVER_PORT") 2>/dev/null; then
    fail "port $1 is in use; choose another: ./dev up --port N (0 for any)"
  fi
  export SIGNALBOX_GATEWAY_SERVER_PORT
  echo "$SIGNALBOX_GATEWAY_SERVER_PORT" >"$RUN/port"
}

start_demo_provider() {
  rm -f "$RUN/demo.port"
  # shellcheck disable=SC2086
  start_process demo "$RUN" "$1" ${SIGNALBOX_DEMO_OPTIONS:-} --port 0 --port-file "$RUN/demo.port"
  for _ in $(seq 1 500); do [ -s "$RUN/demo.port" ] && break; sleep 0.01; done
  [ -s "$RUN/demo.port" ] || fail "the demo provider did not start; see $RUN/demo.log"
  export SIGNALBOX_DEMO_URL=http://127.0.0.1:$(cat "$RUN/demo.port")/v1
}

# The first administrator and the admin key: shown once, by print_access, and stored as hashes only.
first_start() {
  FIRST=$("$1" bootstrap --config "$SIGNALBOX_CONFIG")
}

json_field() { python3 -c 'import json,sys; print(json.loads(sys.argv[1]).get(sys.argv[2], ""))' "$1" "$2"; }

# A key for the curl line. Unlike the admin key it is kept here, readable by its owner only.
make_client_key() {
  local admin answer
  admin=$(json_field "$FIRST" admin_key)
  [ -n "$admin" ] || return 0
  answer=$(curl -fsS "http://127.0.0.1:$SIGNALBOX_GATEWAY_SERVER_PORT/key/generate" -H "Authorization: Bearer $admin" \
                -H 'Content-Type: application/json' -d '{"key_name":"first key"}') || fail "could not create a client key"
  (umask 077; json_field "$answer" key >"$HOME_DIR/client-key")
}

print_access() {
  local port key
  port=$(cat "$RUN/port")
  key=$(cat "$HOME_DIR/client-key" 2>/dev/null || true)
  say ""
  say "Signalbox answers at  http://127.0.0.1:$port"
  if [ -n "$(json_field "${FIRST:-"{}"}" admin_key)" ]; then
    say ""
    say "Shown once, keep them:"
    say "  admin key           $(json_field "$FIRST" admin_key)"
    say "  admin               $(json_field "$FIRST" admin_email)"
    say "  admin password      $(json_field "$FIRST" admin_password)"
  fi
  say ""
  say "  client key          $key"
  say ""
  say "Try it:"
  say "  curl http://127.0.0.1:$port/v1/chat/completions -H 'Authorization: Bearer $key' -H 'Content-Type: application/json' -d '{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello in 3 words\"}]}'"
  say ""
}

# The same services as six processes over TCP with mutual TLS, each told where the others are.
start_split() {
  local bin=$1 service ports i
  make_certificates
  mapfile -t ports < <(free_ports ${#SERVICES[@]})
  for i in "${!SERVICES[@]}"; do
    service=${SERVICES[$i]}
    export "SIGNALBOX_PEERS_${service^^}=127.0.0.1:${ports[$i]}"
  done
  for i in "${!SERVICES[@]}"; do
    service=${SERVICES[$i]}
    start_process "$service" "$RUN" env "SIGNALBOX_LISTEN_${service^^}=127.0.0.1:${ports[$i]}" \
      "$bin/signalbox-$service" serve --config "$SIGNALBOX_CONFIG"
  done
  start_process gateway "$RUN" "$bin/signalbox-gateway" serve --config "$SIGNALBOX_CONFIG"
  wait_for_url "http://127.0.0.1:$SIGNALBOX_GATEWAY_SERVER_PORT/health/ready" 30 "$RUN/gateway.log" "$RUN/gateway.pid"
}

make_certificates() {
  local tls=$HOME_DIR/tls
  export SIGNALBOX_TLS_CA=$tls/ca.pem SIGNALBOX_TLS_CERTIFICATE=$tls/service.pem SIGNALBOX_TLS_KEY=$tls/service.key
  [ -s "$tls/service.pem" ] && return 0
  mkdir -p "$tls"
  (umask 077; cd "$tls"
   openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /CN=signalbox-private-ca \
     -keyout ca.key -out ca.pem
   openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=signalbox -keyout service.key -out service.csr
   openssl x509 -req -in service.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -out service.pem \
     -extfile <(printf 'subjectAltName=IP:127.0.0.1,DNS:localhost')) 2>/dev/null
}
