-- What the service is told about while it runs: providers, their accounts and the models they serve.

CREATE TABLE provider (
  name          text PRIMARY KEY CHECK (name ~ '^[a-z0-9-]{1,64}$'),
  kind          text NOT NULL,
  base_url      text NOT NULL,
  allow_private boolean NOT NULL DEFAULT false,
  create_time   timestamptz NOT NULL DEFAULT now()
);

-- No foreign key: an account or deployment may belong to a provider of the configuration file.
CREATE TABLE account (
  id          uuid PRIMARY KEY,
  provider    text NOT NULL,
  name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
  sealed_key  bytea NOT NULL,
  enabled     boolean NOT NULL DEFAULT true,
  create_time timestamptz NOT NULL DEFAULT now(),
  UNIQUE (provider, name)
);

CREATE TABLE deployment (
  id             uuid PRIMARY KEY,
  model          text NOT NULL CHECK (length(model) BETWEEN 1 AND 256),
  provider       text NOT NULL,
  upstream_model text NOT NULL CHECK (length(upstream_model) BETWEEN 1 AND 256),
  weight         integer NOT NULL CHECK (weight BETWEEN 1 AND 1000),
  create_time    timestamptz NOT NULL DEFAULT now(),
  UNIQUE (model, provider, upstream_model)
);

CREATE INDEX deployment_provider ON deployment (provider);

-- Every replica reads the catalog again when any of it changes, whoever changed it. Channels are shared by the whole
-- database, so the schema's name is part of this one's.
CREATE FUNCTION announce_catalog() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify(TG_TABLE_SCHEMA || '_catalog', TG_TABLE_NAME);
  RETURN NULL;
END
$$;

CREATE TRIGGER provider_announced AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON provider
  FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER account_announced AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON account
  FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
CREATE TRIGGER deployment_announced AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON deployment
  FOR EACH STATEMENT EXECUTE FUNCTION announce_catalog();
