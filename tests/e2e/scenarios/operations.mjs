import assert from 'node:assert/strict';
import { test } from 'node:test';

import Ajv from 'ajv/dist/2020.js';

export default function (world) {
  test('L1 live is exact and ready is ok, without a key', async () => {
    const { gateway } = world;
    const live = await gateway.get('/health/live', { key: null });
    const ready = await gateway.get('/health/ready', { key: null });

    assert.equal(live.text, '{"status":"ok"}');
    assert.match(live.headers.get('content-type'), /^application\/json/);
    assert.equal(ready.status, 200);
    assert.equal(ready.body.status, 'ok');
  });

  test('L2 metrics count requests and tokens', async () => {
    const { gateway } = world;
    await gateway.chat('demo');
    const metrics = await gateway.get('/metrics', { key: null });

    assert.match(metrics.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
    assert.match(metrics.text, /^signalbox_requests_total\{[^}]*model="demo"[^}]*\} \d+/m);
    assert.match(metrics.text, /^signalbox_request_duration_seconds_bucket/m);
    assert.match(metrics.text, /^signalbox_tokens_total\{[^}]*token_type="output"[^}]*\} \d+/m);
  });

  test('every schema of the OpenAPI document is a JSON Schema of its version', async () => {
    const { body } = await world.gateway.get('/openapi.json', { key: null });
    const ajv = new Ajv.default({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'document', components: body.components });
    const inDocument = (reference) => reference.replace(/^#/, 'document#');
    const schemas = [];
    JSON.stringify(body.paths, (key, value) => (key === 'schema' && schemas.push(value), value));

    for (const name of Object.keys(body.components.schemas)) {
      assert.ok(ajv.getSchema(`document#/components/schemas/${name}`), name);
    }
    for (const schema of schemas) {
      const whole = JSON.parse(JSON.stringify(schema), (key, value) => (key === '$ref' ? inDocument(value) : value));
      assert.ok(ajv.compile(whole));
    }
    assert.ok(schemas.length > 100, `${schemas.length} schemas`);
  });

  test('the OpenAPI document describes the routes and its references resolve', async () => {
    const { body } = await world.gateway.get('/openapi.json', { key: null });

    assert.match(body.openapi, /^3\.1/);
    for (const path of ['/v1/chat/completions', '/v1/models', '/key/generate', '/spend/logs', '/api/health/api-keys']) {
      assert.ok(body.paths[path], path);
    }
    for (const [, name] of JSON.stringify(body).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      assert.ok(body.components.schemas[name], name);
    }
  });
}
