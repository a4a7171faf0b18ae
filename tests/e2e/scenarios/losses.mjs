// What another dialect cannot say is told, or refused where the caller is strict.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dialects, send } from '../support/dialects/all.mjs';

const lossy = {
  openai_chat: ['anthropic', { logit_bias: { 50256: -100 } }, /logit_bias/],
  openai_completions: ['anthropic', { best_of: 2 }, /best_of/],
  openai_responses: ['anthropic', { truncation: 'auto' }, /truncation/],
  anthropic: ['openai', { top_k: 5 }, /top_k/],
  gemini: ['openai', { safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }] }, /safetySettings/],
};

export default function (world) {
  for (const dialect of dialects) {
    const [target, more, path] = lossy[dialect.name];
    for (const stream of [false, true]) {
      test(`${dialect.name} → ${target}, ${stream ? 'streamed' : 'plain'}: a loss is named, or refused before any call`, async () => {
        const model = await world.fleet.model(target);
        const body = { ...dialect.request(model.name, { stream }), ...more };
        const options = { key: world.product.clientKey, stream };
        const told = await send(world.gateway, dialect, model.name, body, options);
        const refused = await send(world.gateway, dialect, model.name, body, { ...options, headers: { 'x-signalbox-strict': 'true' } });

        assert.equal(told.status, 200, told.text);
        assert.match(told.headers.get('x-signalbox-losses') ?? '', path);
        assert.equal(refused.status, 400, refused.text);
        assert.match(dialect.readError(refused.body, 400).message, path);
        assert.equal((await world.provider.requests(model.upstream)).length, 1);
      });
    }

    test(`${dialect.name}: what loses nothing is not refused where the caller is strict`, async () => {
      const target = ['anthropic', 'gemini'].includes(dialect.name) ? dialect.name : 'openai';
      const model = await world.fleet.model(target, {}, dialect.name === 'openai_completions' ? 'gpt-3.5-turbo-instruct' : undefined);
      const answer = await send(world.gateway, dialect, model.name, { ...dialect.request(model.name), ...(target === 'openai' ? more : {}) },
        { key: world.product.clientKey, headers: { 'x-signalbox-strict': 'true' } });

      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.headers.get('x-signalbox-losses'), null);
    });
  }
}
