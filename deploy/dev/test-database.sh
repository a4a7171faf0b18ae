# One private PostgreSQL for a whole test run, stopped when the script ends. Sourced.

TEST_DATABASE=$(mktemp -d "${TMPDIR:-/tmp}/signalbox-test.XXXXXX")
stop_test_database() {
  "$SIGNALBOX_ROOT/tests/support/postgres/server.sh" stop "$TEST_DATABASE" || true
  rm -rf "$TEST_DATABASE"
}
trap stop_test_database EXIT
chmod 755 "$TEST_DATABASE"
SIGNALBOX_TEST_POSTGRES_URL=$("$SIGNALBOX_ROOT/tests/support/postgres/server.sh" start "$TEST_DATABASE")
export SIGNALBOX_TEST_POSTGRES_URL
