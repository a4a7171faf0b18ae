// Keys where each dialect's callers put them, and errors of the edge itself in the words of the path.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import * as anthropic from '../support/dialects/anthropic.mjs';
import { dialects, send } from '../support/dialects/all.mjs';
import * as gemini from '../support/dialects/gemini.mjs';
import * as openai from '../support/dialects/openai_chat.mjs';

export default function (world) {
  const post = (path, body, headers) => world.gateway.call('POST', path, { key: null, body, headers });

  test('G1 Google\'s callers present a key as x-goog-api-key or ?key=, and the first one present is the one', async () => {
    const { clientKey: key } = world.product;
    const path = gemini.path('demo');
    const ask = async (query, headers) => (await post(path + query, gemini.request('demo'), headers)).status;

    assert.equal(await ask('', { 'x-goog-api-key': key }), 200);
    assert.equal(await ask(`?key=${key}`, {}), 200);
    assert.equal(await ask('', { authorization: `Bearer ${key}` }), 200);
    assert.equal(await ask('', { 'x-goog-api-key': 'bad', authorization: 'Bearer bad' }), 401);
    assert.equal(await ask('?key=bad', {}), 401);
    assert.equal(await ask('', {}), 401);
  });

  test('a key in an address is in no log', async () => {
    const { key } = await world.gateway.newKey({ key_name: 'in an address' });
    assert.equal((await post(`${gemini.path('demo')}?key=${key}`, gemini.request('demo'), {})).status, 200);
    const run = join(world.product.home, 'run');

    for (const name of readdirSync(run).filter((file) => file.endsWith('.log'))) assert.ok(!readFileSync(join(run, name), 'utf8').includes(key), name);
  });

  for (const dialect of dialects) {
    test(`L13 L14 G1 ${dialect.name}: a wrong key is 401 and an unknown model 404, in its words`, async () => {
      const wrong = await send(world.gateway, dialect, 'demo', dialect.request('demo'), { key: 'sk-wrong' });
      const unknown = await send(world.gateway, dialect, 'no-such-model', dialect.request('no-such-model'), { key: world.product.clientKey });

      assert.equal(wrong.status, 401);
      assert.match(dialect.readError(wrong.body, 401).type, /^(authentication_error|UNAUTHENTICATED)$/);
      assert.equal(unknown.status, 404);
      assert.match(dialect.readError(unknown.body, 404).type, /^(invalid_request_error|not_found_error|NOT_FOUND)$/);
    });
  }

  test('an unknown path and a wrong method are answered in the words of the path', async () => {
    const { gateway, product: { clientKey: key } } = world;
    const cases = [['GET', '/v1/messages', 405, anthropic], ['POST', '/v1/messages/nothing', 404, anthropic], ['GET', '/v1/chat/completions', 405, openai],
      ['POST', '/v1/nothing', 404, openai], ['POST', '/v1beta/nothing', 404, gemini], ['POST', '/v1beta/models/demo:doNothing', 404, gemini]];

    for (const [method, path, status, dialect] of cases) {
      const answer = await gateway.call(method, path, { key: null, headers: dialect.keyHeaders(key), body: method === 'POST' ? '{}' : undefined });
      assert.equal(answer.status, status, `${path}: ${answer.text}`);
      dialect.readError(answer.body, status);
    }
  });

  test('every inference route answers below each prefix, and however its slashes are written', async () => {
    const { clientKey: key } = world.product;
    const routes = [['/chat/completions', openai.request('demo')], ['/completions', { model: 'demo', prompt: 'Hi' }],
      ['/responses', { model: 'demo', input: 'Hi' }], ['/embeddings', { model: 'demo', input: 'Hi' }],
      ['/messages', anthropic.request('demo')], ['/messages/count_tokens', anthropic.request('demo')],
      ['/moderations', { model: 'demo', input: 'Hi' }], ['/images/generations', { model: 'demo', prompt: 'A train' }]];
    const spellings = ['/v1', '/api/v1', '/v2', ''].flatMap((prefix) => routes.map(([path, body]) => [prefix + path, body]))
      .concat(routes.flatMap(([path, body]) => [`//v1${path}`, `/v1/${path}`, `/v1${path}/`].map((spelling) => [spelling, body])));
    spellings.push(['/v1beta/models/demo:generateContent/', gemini.request('demo')], ['//v1beta/models/demo:countTokens', gemini.request('demo')]);

    for (const [path, body] of spellings) {
      const answer = await post(path, body, { authorization: `Bearer ${key}` });
      assert.equal(answer.status, 200, `${path}: ${answer.text}`);
    }
  });

  test('what is guarded by its path has one spelling only', async () => {
    for (const path of ['//key/generate', '/key/generate/', '/key//generate']) {
      assert.equal((await post(path, {}, { authorization: `Bearer ${world.product.adminKey}` })).status, 404, path);
    }
  });

  test('a wrong method is 405 with Allow in the words of the path, and each client finds its headers', async () => {
    const { clientKey: key } = world.product;
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
      for (const [path, dialect] of [['/v1/chat/completions', openai], ['/v1/responses', openai], ['/v1/messages', anthropic]]) {
        const answer = await world.gateway.call(method, path, { key: null, headers: dialect.keyHeaders(key) });
        assert.equal(answer.status, 405, `${method} ${path}`);
        assert.equal(answer.headers.get('allow'), 'POST', `${method} ${path}`);
        assert.ok(answer.headers.get('x-request-id'), `${method} ${path}`);
        assert.equal(answer.headers.has('request-id'), dialect === anthropic, `${method} ${path}`);
        if (method !== 'HEAD') dialect.readError(answer.body, 405);
      }
    }
    const plain = await post('/v1/chat/completions', openai.request('demo'), openai.keyHeaders(key));
    const message = await post('/v1/messages', anthropic.request('demo'), anthropic.keyHeaders(key));
    assert.match(plain.headers.get('openai-processing-ms'), /^\d+$/);
    assert.equal(message.headers.get('request-id'), message.headers.get('x-request-id'));
    assert.ok(!message.headers.has('openai-processing-ms'));
  });

  test('G25 L12 models are listed as each SDK expects them', async () => {
    const { clients } = world;
    const names = async (pages) => { const all = []; for await (const model of await pages) all.push(model.id); return all; };

    assert.ok((await names(clients.openai4().models.list())).includes('demo'));
    assert.ok((await names(clients.openai6().models.list())).includes('demo'));
    assert.ok((await names(clients.anthropic().models.list())).includes('demo'));
    assert.equal((await clients.openai4().models.retrieve('demo')).object, 'model');
    assert.equal((await clients.anthropic().models.retrieve('demo')).type, 'model');
    const google = await world.gateway.call('GET', '/v1beta/models', { key: null, headers: gemini.keyHeaders(world.product.clientKey) });
    assert.ok(google.body.models.some((model) => model.name === 'models/demo'));
  });

  test('L11 Gemini\'s stream without alt=sse is one JSON array, and says the same', async () => {
    for (const target of ['gemini', 'openai', 'anthropic']) {
      const { name } = await world.fleet.model(target, { ids: 'fixed' });
      const events = await post(`/v1beta/models/${name}:streamGenerateContent?alt=sse`, gemini.request(name), gemini.keyHeaders(world.product.clientKey));
      const array = await post(`/v1beta/models/${name}:streamGenerateContent`, gemini.request(name), gemini.keyHeaders(world.product.clientKey));

      assert.match(array.headers.get('content-type'), /^application\/json/);
      assert.deepEqual(gemini.readArray(array.text), gemini.readStream(events.text));
    }
  });
}
