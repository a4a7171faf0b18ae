// Bodies that are wrong: 400 in the caller's dialect, naming the field, whoever the provider is.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dialects, send } from '../support/dialects/all.mjs';

// For each dialect a provider that speaks another one, so that the body must be understood; and how to break the request.
const foreign = { openai_chat: 'anthropic', openai_completions: 'anthropic', openai_responses: 'gemini', anthropic: 'openai', gemini: 'anthropic' };
const wrong = {
  openai_chat: [['messages', 'hi', /messages/], ['messages', [7], /messages\[0\]/], ['max_tokens', 1e300, /max_tokens/], ['stream', 'yes', /stream/]],
  openai_completions: [['prompt', 7, /prompt/], ['max_tokens', 'x', /max_tokens/]],
  openai_responses: [['input', 7, /input/], ['input', [{ role: 'user', content: [{ type: 'input_text', text: 7 }] }], /input\[0\]\.content\[0\]\.text/],
    ['tools', 'x', /tools/], ['max_output_tokens', 'x', /max_output_tokens/]],
  anthropic: [['messages', 'hi', /messages/], ['messages', [{ role: 'user', content: [{ type: 'text', text: 7 }] }], /messages\[0\]\.content\[0\]\.text/],
    ['max_tokens', 'x', /max_tokens/], ['system', 7, /system/]],
  gemini: [['contents', 'hi', /contents/], ['contents', [{ role: 'user', parts: [{ text: 7 }] }], /contents\[0\]\.parts\[0\]\.text/],
    ['generationConfig', 'x', /generationConfig/], ['generationConfig', { temperature: 'hot' }, /generationConfig\.temperature/]],
};

export default function (world) {
  const refuse = async (dialect, model, body, message, what) => {
    const answer = await send(world.gateway, dialect, model.name, body, { key: world.product.clientKey });
    assert.equal(answer.status, 400, `${what}: ${answer.status} ${answer.text.slice(0, 300)}`);
    const error = dialect.readError(answer.body, 400);
    assert.match(error.type, /^(invalid_request_error|INVALID_ARGUMENT)$/, what);
    assert.match(error.message, message, what);
  };

  for (const dialect of dialects) {
    for (const target of [foreign[dialect.name], dialect.name === 'anthropic' || dialect.name === 'gemini' ? dialect.name : 'openai']) {
      test(`L14 ${dialect.name} → ${target}: what is no JSON is 400`, async () => {
        const model = await world.fleet.model(target);
        const whole = JSON.stringify(dialect.request(model.name));
        const inside = (more) => `${whole.slice(0, -1)},${more}}`;

        await refuse(dialect, model, whole.slice(0, -1), /./, 'cut off');
        await refuse(dialect, model, '', /./, 'empty');
        await refuse(dialect, model, `${whole} x`, /./, 'more behind it');
        await refuse(dialect, model, '[1]', /object/, 'a list');
        await refuse(dialect, model, Buffer.from(inside('"x":"\xff"'), 'latin1'), /UTF-8/, 'no UTF-8');
        await refuse(dialect, model, inside(`"x":${'['.repeat(1000)}${']'.repeat(1000)}`), /nested|deep/, 'a thousand deep');
        await refuse(dialect, model, inside(`"x":${'{"x":'.repeat(1000)}1${'}'.repeat(1000)}`), /nested|deep/, 'a thousand objects deep');
        const [first] = Object.keys(JSON.parse(whole));
        await refuse(dialect, model, inside(`"${first}":1`), new RegExp(first), 'a name given twice');
        assert.deepEqual(await world.provider.requests(model.upstream), []);
      });
    }

    test(`L14 ${dialect.name}: a field of the wrong type is 400 and named`, async () => {
      const model = await world.fleet.model(foreign[dialect.name]);
      const complaints = [];
      for (const [field, value, message] of wrong[dialect.name]) {
        await refuse(dialect, model, { ...dialect.request(model.name), [field]: value }, message, `${field}: ${JSON.stringify(value)}`)
          .catch((error) => complaints.push(error.message));
      }
      assert.deepEqual(complaints, []);
      assert.deepEqual(await world.provider.requests(model.upstream), []);
    });
  }

  test('L14 numbers too large for anything have an answer', async () => {
    const model = await world.fleet.model('anthropic');
    const body = `{"model":"${model.name}","messages":[{"role":"user","content":"x"}],"seed":${'9'.repeat(400)}}`;
    const answer = await world.gateway.call('POST', '/v1/chat/completions', { key: world.product.clientKey, body });

    assert.ok([200, 400].includes(answer.status), answer.text);
  });

  test('L14 pass-through routes refuse what is no JSON, and a request without a model', async () => {
    for (const path of ['/v1/images/generations', '/v1/audio/speech', '/v1/moderations', '/v1/rerank', '/v1/embeddings']) {
      for (const body of ['{"model":', '[1]', '{"model":7}']) {
        const answer = await world.gateway.call('POST', path, { key: world.product.clientKey, body });
        assert.equal(answer.status, 400, `${path} ${body} ${answer.text}`);
        assert.equal(answer.body.error.type, 'invalid_request_error');
      }
    }
  });
}
