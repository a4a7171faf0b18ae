import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import OpenAI from 'openai';

const run = promisify(execFile);
const messages = [{ role: 'user', content: 'hi' }];

export default function (world) {
  test('L13 no key, a wrong key and a malformed header are 401', async () => {
    const { gateway } = world;

    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic x' }, { 'x-api-key': 'bad' }]) {
      const answer = await gateway.post('/v1/chat/completions', { model: 'demo', messages }, { key: null, headers });
      assert.equal(answer.status, 401, JSON.stringify(headers));
      assert.equal(answer.body.error.type, 'authentication_error');
      assert.ok('code' in answer.body.error && 'param' in answer.body.error);
    }
    const thrown = await gateway.openai('sk-wrong').chat.completions.create({ model: 'demo', messages }).catch((error) => error);
    assert.ok(thrown instanceof OpenAI.AuthenticationError);
  });

  test('L13 G1 a bare key and x-api-key are as good as a bearer, and x-api-key wins', async () => {
    const { gateway, product: { clientKey } } = world;
    const ask = async (headers) => (await gateway.get('/v1/models', { key: null, headers })).status;

    assert.equal(await ask({ authorization: clientKey }), 200);
    assert.equal(await ask({ 'x-api-key': clientKey }), 200);
    assert.equal(await ask({ 'x-api-key': 'bad', authorization: `Bearer ${clientKey}` }), 401);
  });

  test('L13 management needs more than a client key', async () => {
    const { gateway, product: { clientKey } } = world;

    const refused = await gateway.post('/key/generate', {}, { key: clientKey });
    const unknown = await gateway.post('/key/generate', {}, { key: null });

    assert.equal(refused.status, 403);
    assert.equal(refused.body.error.type, 'permission_error');
    assert.match(refused.body.error.message, /management permission required/);
    assert.equal(unknown.status, 401);
  });

  test('L14 bad requests are 400 and say what is wrong', async () => {
    const { gateway, product: { clientKey: key } } = world;
    const cases = [['{"model":', /./], [{ messages }, /model/], [{ model: 'demo' }, /messages/], [{ model: 'demo', messages: [] }, /messages/],
      [{ model: 7, messages }, /model/], ['[1]', /object/]];

    for (const [body, message] of cases) {
      const answer = await gateway.post('/v1/chat/completions', body, { key });
      assert.equal(answer.status, 400, JSON.stringify(body) + answer.text);
      assert.equal(answer.body.error.type, 'invalid_request_error');
      assert.match(answer.body.error.message, message);
    }
  });

  test('L14 an unknown model is 404 model_not_found', async () => {
    const answer = await world.gateway.chat('no-such-model');

    assert.equal(answer.status, 404);
    assert.equal(answer.body.error.code, 'model_not_found');
    assert.equal(answer.body.error.type, 'invalid_request_error');
  });

  test('a body of 65 MB is 413', async () => {
    const path = join(tmpdir(), `signalbox-e2e-65mb-${process.pid}`);
    const file = openSync(path, 'w');
    ftruncateSync(file, 65 * 1024 * 1024);
    closeSync(file);
    try {
      const { stdout } = await run('curl', ['-sS', '-w', '\n%{http_code}', '-H', `Authorization: Bearer ${world.product.clientKey}`,
        '-H', 'Content-Type: application/json', '--data-binary', `@${path}`, `${world.gateway.url}/v1/chat/completions`]);
      const [body, status] = stdout.split('\n').slice(-2);
      assert.equal(status, '413', stdout);
      assert.equal(JSON.parse(body).error.type, 'request_too_large');
    } finally {
      unlinkSync(path);
    }
  });

  test('an unknown path is 404 and a wrong method 405 with Allow', async () => {
    const { gateway } = world;

    assert.equal((await gateway.get('/nowhere')).status, 404);
    const wrong = await gateway.get('/v1/chat/completions');
    assert.equal(wrong.status, 405);
    assert.equal(wrong.headers.get('allow'), 'POST');
  });
}
