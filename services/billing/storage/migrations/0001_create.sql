-- The ledger, its hourly sums and the rates it was priced with.

-- A published list of rates. Never changed: another text is another card.
CREATE TABLE rate_card (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name      text NOT NULL,
  checksum  text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (name, checksum)
);

-- What a model costs from a day on, in trillionths of a dollar per token. provider '' is any.
CREATE TABLE rate (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  card_id           bigint NOT NULL REFERENCES rate_card,
  model             text NOT NULL,
  provider          text NOT NULL,
  effective_from    date NOT NULL,
  input             bigint NOT NULL CHECK (input >= 0),
  input_cached      bigint NOT NULL CHECK (input_cached >= 0),
  input_cache_write bigint NOT NULL CHECK (input_cache_write >= 0),
  output            bigint NOT NULL CHECK (output >= 0),
  output_reasoning  bigint NOT NULL CHECK (output_reasoning >= 0),
  UNIQUE (card_id, model, provider, effective_from)
);

-- One row per finished request, partitioned by month of its start. The key begins with the time: rows arrive in about
-- that order and are shown in it, and a row is always sent again with the same time.
CREATE TABLE entry (
  start_time        timestamptz NOT NULL,
  end_time          timestamptz NOT NULL,
  entry_id          uuid NOT NULL,
  rate_id           bigint,                     -- The rate it was priced with; null when none was.
  cost_nanos        bigint NOT NULL CHECK (cost_nanos >= 0),
  input             bigint NOT NULL CHECK (input >= 0),
  input_cached      bigint NOT NULL CHECK (input_cached >= 0),
  input_cache_write bigint NOT NULL CHECK (input_cache_write >= 0),
  output            bigint NOT NULL CHECK (output >= 0),
  output_reasoning  bigint NOT NULL CHECK (output_reasoning >= 0),
  ttft_us           bigint NOT NULL,
  duration_us       bigint NOT NULL,
  status            integer NOT NULL,           -- HTTP; 0 when the caller had gone.
  attempts          integer NOT NULL,
  outcome           smallint NOT NULL,          -- The numbers of signalbox.llm.v1.Ending.
  stream            boolean NOT NULL,
  estimated         boolean NOT NULL,
  unpriced          boolean NOT NULL,
  quarantined       boolean NOT NULL,
  request_id        text NOT NULL,
  key_id            text NOT NULL,
  user_id           text NOT NULL,
  team_id           text NOT NULL,
  organization_id   text NOT NULL,
  end_user          text NOT NULL,
  session_id        text NOT NULL,
  model             text NOT NULL,
  deployment        text NOT NULL,
  provider          text NOT NULL,
  account_id        text NOT NULL,
  upstream_model    text NOT NULL,
  reported_usage    text,                       -- What was reported, when quarantined.
  PRIMARY KEY (start_time, entry_id)
) PARTITION BY RANGE (start_time);

CREATE INDEX entry_by_key ON entry (key_id, start_time);
CREATE INDEX entry_by_user ON entry (user_id, start_time) WHERE user_id <> '';
CREATE INDEX entry_by_team ON entry (team_id, start_time) WHERE team_id <> '';
CREATE INDEX entry_by_request ON entry (request_id);

-- Sums of the entries that began in an hour. Written in the transaction that adds the entries. No index on what changes
-- and room in every page, so that the hot rows are updated in place.
CREATE TABLE rollup_hour (
  hour              timestamptz NOT NULL,
  key_id            text NOT NULL,
  user_id           text NOT NULL,
  team_id           text NOT NULL,
  organization_id   text NOT NULL,
  model             text NOT NULL,
  provider          text NOT NULL,
  requests          bigint NOT NULL,
  cost_nanos        bigint NOT NULL,
  input             bigint NOT NULL,
  input_cached      bigint NOT NULL,
  input_cache_write bigint NOT NULL,
  output            bigint NOT NULL,
  output_reasoning  bigint NOT NULL,
  PRIMARY KEY (hour, key_id, user_id, team_id, organization_id, model, provider)
) WITH (fillfactor = 70);

CREATE INDEX rollup_hour_by_key ON rollup_hour (key_id, hour);
