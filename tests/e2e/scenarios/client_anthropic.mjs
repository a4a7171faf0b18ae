// The @anthropic-ai/sdk package, against providers of four dialects.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import Anthropic from '@anthropic-ai/sdk';

const messages = [{ role: 'user', content: 'hi' }];
const tools = [{ name: 'get_weather', description: 'weather', input_schema: { type: 'object', properties: { city: { type: 'string' } } } }];
const ask = (model, more = {}) => ({ model, max_tokens: 2000, messages, ...more });

export default function (world) {
  const client = () => world.clients.anthropic();
  const model = async (target, script) => (await world.fleet.model(target, script)).name;

  for (const target of ['anthropic', 'openai', 'gemini', 'vertex_claude', 'bedrock']) {
    test(`@anthropic-ai/sdk → ${target}: L10 a whole message`, async () => {
      const name = await model(target, { prompt: 20, cached: 4 });
      const answer = await client().messages.create(ask(name));

      assert.equal(answer.model, name);
      assert.deepEqual(answer.content.map((block) => [block.type, block.text]), [['text', 'Hello there friend']]);
      assert.equal(answer.stop_reason, 'end_turn');
      assert.deepEqual([answer.usage.input_tokens, answer.usage.cache_read_input_tokens, answer.usage.output_tokens], [16, 4, 3]);
    });

    test(`@anthropic-ai/sdk → ${target}: G15 the stream helper with tools`, async () => {
      const stream = client().messages.stream(ask(await model(target, { tools: 2, preamble: 'yes' }), { tools }));
      const pieces = [];
      stream.on('inputJson', (piece) => pieces.push(piece));
      const message = await stream.finalMessage();
      const calls = message.content.filter((block) => block.type === 'tool_use');

      assert.equal(message.content[0].text, 'Hello there friend');
      assert.deepEqual(calls.map((call) => [call.name, call.input]), [['get_weather', { city: 'Paris' }], ['get_weather', { city: 'São Paulo' }]]);
      assert.equal(message.stop_reason, 'tool_use');
      assert.ok(pieces.length >= 2);
    });

    test(`@anthropic-ai/sdk → ${target}: the beta tool runner goes round`, async () => {
      const name = await model(target, [{ tool_calls: [{ name: 'get_weather', arguments: '{"city":"東京"}' }], times: 1 }, { text: 'It is sunny.' }]);
      const asked = [];
      const tool = { ...tools[0], type: 'custom', run: ({ city }) => { asked.push(city); return 'sunny'; }, parse: (input) => input };
      const message = await client().beta.messages.toolRunner(ask(name, { tools: [tool] }));

      assert.deepEqual(asked, ['東京']);
      assert.equal(message.content[0].text, 'It is sunny.');
    });

    test(`@anthropic-ai/sdk → ${target}: countTokens`, async () => {
      const counted = await client().messages.countTokens({ model: await model(target, { prompt: 33 }), messages });

      assert.ok(counted.input_tokens > 0);
      if (target === 'anthropic') assert.equal(counted.input_tokens, 33);
    });
  }

  for (const target of ['anthropic', 'openai_compatible', 'gemini', 'vertex_claude', 'bedrock']) {
    test(`@anthropic-ai/sdk → ${target}: thinking is shown and can be given back`, async () => {
      const name = await model(target, [{ reasoning: 5, times: 1 }, { reasoning: 5, tools: 1 }]);
      const thinking = { type: 'enabled', budget_tokens: 1024 };
      const plain = await client().messages.create(ask(name, { thinking }));
      const message = await client().messages.stream(ask(name, { thinking, tools })).finalMessage();
      const called = message.content.at(-1);

      assert.equal(plain.content[0].type, 'thinking');
      assert.equal(plain.content[0].thinking, message.content[0].thinking);
      assert.ok(message.content[0].thinking.length > 0);
      assert.equal(called.type, 'tool_use');
      const next = [...messages, { role: 'assistant', content: message.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: called.id, content: 'fine' }] }];
      assert.equal((await client().messages.create(ask(name, { thinking, tools, messages: next }))).stop_reason, 'tool_use');
    });
  }

  test('@anthropic-ai/sdk: G17 L13 errors are those the package knows', async () => {
    const raised = (name, from = client()) => from.messages.create(ask(name)).catch((error) => error);
    const limited = await raised(await model('openai', { status: 429, retry_after: 7 }));

    assert.ok(limited instanceof Anthropic.RateLimitError, limited.message);
    assert.equal(limited.headers.get('retry-after'), '7');
    assert.equal(limited.error.error.type, 'rate_limit_error');
    assert.ok(limited.requestID);
    assert.ok(await raised('no-such-model') instanceof Anthropic.NotFoundError);
    assert.ok(await raised('demo', world.clients.anthropic('sk-wrong')) instanceof Anthropic.AuthenticationError);
    assert.ok(await raised(await model('anthropic', { status: 400 })) instanceof Anthropic.BadRequestError);
    assert.ok(await raised(await model('gemini', { status: 500 })) instanceof Anthropic.InternalServerError);
  });

  for (const target of ['anthropic', 'openai', 'gemini', 'bedrock']) {
    test(`@anthropic-ai/sdk → ${target}: G18 an error within a stream is raised`, async () => {
      const stream = client().messages.stream(ask(await model(target, { error_after: 2, error: 'overloaded_error' })));

      await assert.rejects(stream.finalMessage(), Anthropic.APIError);
    });
  }
}
