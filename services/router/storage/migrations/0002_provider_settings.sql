-- What a kind of provider has to be told besides its address. A program from before writes providers that need none.

ALTER TABLE provider ADD COLUMN settings jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(settings) = 'object');
