-- Answers kept under their own ids, each with the turns of its request, and what it continued.

CREATE TABLE answers (
  answer_key    bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  owner         text        NOT NULL,             -- "user:<id>", "key:<id>" or "admin".
  id            text        NOT NULL,             -- What the answer calls itself.
  request_id    text        NOT NULL,             -- Of the request it answers.
  previous_key  bigint      REFERENCES answers ON DELETE SET NULL,  -- What the request continued, while that is kept.
  session_id    text        NOT NULL,             -- The session the request is part of; empty when none.
  tokens_before bigint      NOT NULL,             -- Of the turns of all answers before it.
  bytes_before  bigint      NOT NULL,
  tokens_total  bigint      NOT NULL,             -- With its own turns.
  bytes_total   bigint      NOT NULL,
  next_sequence bigint      NOT NULL,             -- Of the first turn of whatever continues it.
  body          bytea       NOT NULL,             -- Sealed: the answer as its caller got it.
  body_bytes    bigint      NOT NULL,             -- Before sealing.
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,             -- From then on nobody finds it; its turns stay while an answer follows.
  UNIQUE (owner, id)
);

CREATE INDEX answers_following ON answers (previous_key) WHERE previous_key IS NOT NULL;
CREATE INDEX answers_expiry ON answers (expires_at);

-- The running sums go on from the answer before, so that a window is one comparison all along a chain.
CREATE TABLE answer_turns (
  answer_key    bigint NOT NULL REFERENCES answers ON DELETE CASCADE,
  sequence      bigint NOT NULL,   -- Along the chain, from 1, without gaps.
  tokens_before bigint NOT NULL,
  bytes_before  bigint NOT NULL,
  content       bytea  NOT NULL,   -- Sealed for its owner, answer and sequence.
  PRIMARY KEY (answer_key, sequence)
);

CREATE TABLE answer_items (
  answer_key bigint NOT NULL REFERENCES answers ON DELETE CASCADE,
  owner      text   NOT NULL,
  item_id    text   NOT NULL,
  PRIMARY KEY (owner, item_id, answer_key)
);

CREATE INDEX answer_items_of ON answer_items (answer_key);

-- Sealed bytes do not compress.
ALTER TABLE answers ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE answer_turns ALTER COLUMN content SET STORAGE EXTERNAL;
