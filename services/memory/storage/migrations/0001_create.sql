-- Sessions and their sealed messages.

CREATE TABLE sessions (
  session_key   bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  owner         text        NOT NULL,             -- "user:<id>", "key:<id>" or "admin".
  id            text        NOT NULL,             -- What the caller calls it.
  message_count bigint      NOT NULL DEFAULT 0,   -- Kept at present.
  next_sequence bigint      NOT NULL DEFAULT 1,   -- Of the next message; also the number of messages ever, plus one.
  tokens_total  bigint      NOT NULL DEFAULT 0,   -- Of all messages ever.
  bytes_total   bigint      NOT NULL DEFAULT 0,   -- Of all messages ever, before sealing.
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  UNIQUE (owner, id)
);

CREATE INDEX sessions_last_used ON sessions (owner, updated_at DESC, session_key DESC);

-- The running sums make a window one index range: a message is inside when the sum before it is at least total - window.
CREATE TABLE messages (
  session_key   bigint   NOT NULL REFERENCES sessions ON DELETE CASCADE,
  sequence      bigint   NOT NULL,   -- From 1, without gaps.
  request_id    text     NOT NULL,   -- Of the append that brought it.
  position      smallint NOT NULL,   -- Within that append, from 0.
  tokens_before bigint   NOT NULL,
  bytes_before  bigint   NOT NULL,
  content       bytea    NOT NULL,   -- Sealed for its owner, session and sequence.
  PRIMARY KEY (session_key, sequence),
  UNIQUE (session_key, request_id, position)
);

CREATE INDEX messages_window ON messages (session_key, tokens_before);

-- Sealed bytes do not compress.
ALTER TABLE messages ALTER COLUMN content SET STORAGE EXTERNAL;
