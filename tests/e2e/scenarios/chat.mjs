import assert from 'node:assert/strict';
import { test } from 'node:test';

import OpenAI from 'openai';

const messages = [{ role: 'user', content: 'Say hello in 3 words' }];

export default function (world) {
  test('L10 the openai package gets a whole answer under the public name', async () => {
    const answer = await world.gateway.openai().chat.completions.create({ model: 'demo', messages });

    assert.equal(answer.object, 'chat.completion');
    assert.equal(answer.model, 'demo');
    assert.equal(answer.choices[0].message.content, 'Hello there friend');
    assert.equal(answer.choices[0].finish_reason, 'stop');
    assert.equal(answer.usage.prompt_tokens, 9);
    assert.equal(answer.usage.completion_tokens, 3);
    assert.equal(answer.usage.total_tokens, 12);
  });

  test('L10 G8 every byte of a request but the model reaches the provider', async () => {
    const { gateway, provider } = world;
    const model = await gateway.newModel('');
    const sent = `{ "temperature":0.0, "model":"${model}","stop":"x","seed":1e2,"未知":{"a":1.0,"b":[ ]},` +
      '"messages":[{"role":"user","content":"你好 🚂"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}} }';

    const answer = await gateway.call('POST', '/v1/chat/completions', { key: world.product.clientKey, body: sent });
    const [record] = await provider.requests(model);

    assert.equal(answer.status, 200, answer.text);
    assert.equal(record.body, sent.replace(`"model":"${model}"`, `"model":"${model};"`));
  });

  test('a valid request id comes back, a bad one is replaced', async () => {
    const ask = (id) => world.gateway.get('/v1/models', { key: world.product.clientKey, headers: { 'x-request-id': id } });

    assert.equal((await ask('my-id_1.2')).headers.get('x-request-id'), 'my-id_1.2');
    const replaced = (await ask('bad id!')).headers.get('x-request-id');
    assert.match(replaced, /^[0-9a-f-]{36}$/);
  });

  test('an error of the provider keeps its status, type, code and Retry-After', async () => {
    const { gateway, product } = world;
    const model = await gateway.newModel('status=429;retry_after=7');

    const refused = await gateway.chat(model);
    const thrown = await gateway.openai(product.clientKey).chat.completions.create({ model, messages }).catch((error) => error);

    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '7');
    assert.ok(thrown instanceof OpenAI.RateLimitError);
  });

  test('the gateway states its own share of the time', async () => {
    const answer = await world.gateway.chat('demo');

    assert.match(answer.headers.get('server-timing'), /gateway;dur=[\d.]+.*upstream;dur=[\d.]+/);
  });
}
