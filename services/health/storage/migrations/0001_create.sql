-- What the probes of upstream accounts found, and who probes next.

CREATE TABLE checks (
  check_id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  account_id       text        NOT NULL,
  healthy          boolean     NOT NULL,
  status           integer     NOT NULL,   -- HTTP; 0 when no answer arrived.
  response_time_us bigint      NOT NULL,
  error            text        NOT NULL,   -- Empty when healthy.
  checked_at       timestamptz NOT NULL
);

CREATE INDEX checks_of_account ON checks (account_id, check_id DESC);
CREATE INDEX checks_by_age ON checks (checked_at);

-- One row for each account that was ever due. Whoever moves `due_at` on probes the account.
CREATE TABLE claims (
  account_id text        PRIMARY KEY,
  due_at     timestamptz NOT NULL
);
