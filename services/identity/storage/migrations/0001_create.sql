-- Keys, the people who administer them, and their sessions.

-- One row. Every change of api_key raises it in the same transaction; its row lock makes the numbers follow the order of
-- commits, so a reader that sees a revision sees every change up to it.
CREATE TABLE key_revision (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  value    bigint  NOT NULL
);
INSERT INTO key_revision (value) VALUES (1);

CREATE TABLE api_key (
  id              uuid        PRIMARY KEY,
  -- Keyed BLAKE2b of the text. Dropped with the key: nothing can find a deleted key by its text.
  secret_hash     bytea       UNIQUE,
  name            text        NOT NULL,
  prefix          text        NOT NULL,
  alias           text,
  key_type        text        NOT NULL CHECK (key_type IN ('llm_api', 'management')),
  models          jsonb       NOT NULL,
  metadata        jsonb       NOT NULL,
  user_id         text,
  team_id         text,
  organization_id text,
  blocked         boolean     NOT NULL DEFAULT false,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  expires_at      timestamptz,
  deleted_at      timestamptz,
  CHECK ((deleted_at IS NULL) = (secret_hash IS NOT NULL))
);
CREATE INDEX api_key_newest ON api_key (created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX api_key_by_team ON api_key (team_id) WHERE deleted_at IS NULL AND team_id IS NOT NULL;
CREATE INDEX api_key_by_user ON api_key (user_id) WHERE deleted_at IS NULL AND user_id IS NOT NULL;

CREATE TABLE app_user (
  id                   uuid        PRIMARY KEY,
  email                text        NOT NULL UNIQUE,  -- Lower case.
  password_hash        text        NOT NULL,         -- Argon2id with its parameters.
  must_change_password boolean     NOT NULL,
  role                 text        NOT NULL CHECK (role IN ('proxy_admin')),
  created_at           timestamptz NOT NULL
);

CREATE TABLE session (
  token_hash bytea       PRIMARY KEY,
  user_id    uuid        NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_by_user ON session (user_id, created_at DESC);
CREATE INDEX session_by_expiry ON session (expires_at);
