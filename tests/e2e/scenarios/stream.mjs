import assert from 'node:assert/strict';
import { test } from 'node:test';

const messages = [{ role: 'user', content: 'Say hello in 3 words' }];

export default function (world) {
  const raw = (model, more = {}) => world.gateway.chat(model, { stream: true, ...more });
  const chunksOf = (text) => text.split('\n\n').filter((event) => event.startsWith('data: {')).map((event) => JSON.parse(event.slice(6)));

  test('L11 the openai package reads a stream that ends with [DONE]', async () => {
    const stream = await world.gateway.openai().chat.completions.create({ model: 'demo', messages, stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? '';

    assert.equal(text, 'Hello there friend');
    const answer = await raw('demo');
    assert.match(answer.headers.get('content-type'), /^text\/event-stream/);
    assert.match(answer.headers.get('cache-control'), /no-cache/);
    assert.ok(answer.text.endsWith('data: [DONE]\n\n'));
    assert.ok(chunksOf(answer.text).every((chunk) => chunk.model === 'demo' && chunk.object === 'chat.completion.chunk'));
  });

  test('L11 usage is shown to whoever asks', async () => {
    const answer = await raw('demo', { stream_options: { include_usage: true } });
    const last = chunksOf(answer.text).at(-1);

    assert.deepEqual(last.choices, []);
    assert.equal(last.usage.prompt_tokens, 9);
    assert.equal(last.usage.completion_tokens, 3);
    assert.equal(last.usage.total_tokens, 12);
  });

  test('L11 usage is hidden from whoever does not ask, though the provider is asked', async () => {
    const { gateway, provider } = world;
    const model = await gateway.newModel('');

    const answer = await raw(model);
    const [record] = await provider.requests(model);

    assert.ok(chunksOf(answer.text).every((chunk) => chunk.usage == null && chunk.choices.length > 0), answer.text);
    assert.equal(JSON.parse(record.body).stream_options.include_usage, true);
  });

  test('L11 the first chunk arrives before the provider has sent its second', async () => {
    const { gateway, provider } = world;
    const model = await gateway.newModel('hold=2');

    const stream = await gateway.openai().chat.completions.create({ model, messages, stream: true });
    const chunks = stream[Symbol.asyncIterator]();
    const first = await chunks.next();
    const [held] = await provider.requests(model);
    await provider.release(model);
    let text = '';
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) text += next.value.choices[0]?.delta?.content ?? '';

    assert.equal(first.done, false);
    assert.equal(held.chunks, 1);
    assert.equal(text, 'Hello there friend');
  });

  test('L11 a stream cut by the provider ends with an error event and no [DONE]', async () => {
    const { gateway, provider } = world;
    const model = await gateway.newModel('cut=after:2');

    const answer = await raw(model).catch((error) => error);
    const requests = await provider.requests(model);

    assert.match(answer.text, /data: \{"error":/);
    assert.doesNotMatch(answer.text, /\[DONE\]/);
    assert.equal(requests.length, 1);
  });

  test('tool calls keep their indexes', async () => {
    const model = await world.gateway.newModel('tools=2');

    const answer = await raw(model);
    const indexes = chunksOf(answer.text).flatMap((chunk) => chunk.choices.flatMap((choice) => choice.delta?.tool_calls ?? []))
      .map((call) => call.index);

    assert.deepEqual([...new Set(indexes)].sort(), [0, 1]);
  });
}
