// Requests as a provider of another dialect receives them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const png = 'iVBORw0KGgo=';

export default function (world) {
  // What the provider got: the body, parsed.
  const upstream = async (target, path, headers, body) => {
    const model = await world.fleet.model(target);
    const answer = await world.gateway.call('POST', path, { key: null, body: { model: model.name, ...body },
      headers: { authorization: `Bearer ${world.product.clientKey}`, ...headers } });
    assert.equal(answer.status, 200, answer.text);
    return JSON.parse((await world.provider.requests(model.upstream))[0].body);
  };
  const call = (id, name, args) => ({ id, type: 'function', function: { name, arguments: args } });

  test('G9 an OpenAI request becomes an Anthropic one', async () => {
    const got = await upstream('anthropic', '/v1/chat/completions', {}, {
      messages: [{ role: 'system', content: 'A' }, { role: 'developer', content: 'B' },
        { role: 'user', content: [{ type: 'text', text: 't' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] },
        { role: 'assistant', tool_calls: [call('c1', 'f', '{"a":1}'), call('c2', 'f', '{}')] },
        { role: 'tool', tool_call_id: 'c1', content: 'r1' }, { role: 'tool', tool_call_id: 'c2', content: 'r2' }],
      stop: 'END', max_completion_tokens: 77, temperature: 0, user: 'u1', parallel_tool_calls: false, tool_choice: 'required',
      tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }],
    });
    const [user, assistant, results] = got.messages;
    const system = typeof got.system === 'string' ? got.system : got.system.map((block) => block.text).join('\n\n');

    assert.equal(system, 'A\n\nB');
    assert.deepEqual(user.content.map((block) => block.source ?? block.text),
      ['t', { type: 'base64', media_type: 'image/png', data: png }, { type: 'url', url: 'https://example.com/a.png' }]);
    assert.deepEqual(assistant.content.map((block) => [block.type, block.id, block.input]), [['tool_use', 'c1', { a: 1 }], ['tool_use', 'c2', {}]]);
    assert.equal(got.messages.length, 3, 'results of one turn are one message');
    assert.deepEqual(results.content.map((block) => [block.type, block.tool_use_id]), [['tool_result', 'c1'], ['tool_result', 'c2']]);
    assert.deepEqual([got.stop_sequences, got.max_tokens, got.temperature, got.metadata], [['END'], 77, 0, { user_id: 'u1' }]);
    assert.deepEqual(got.tool_choice, { type: 'any', disable_parallel_tool_use: true });
  });

  const tools = [{ name: 'f', input_schema: { type: 'object' } }];

  test('G10 an Anthropic request becomes an OpenAI one, results behind their calls', async () => {
    const got = await upstream('openai', '/v1/messages', { 'anthropic-version': '2023-06-01' }, {
      max_tokens: 9, top_k: 5, tools, metadata: { user_id: 'u' }, system: [{ type: 'text', text: 'A', cache_control: { type: 'ephemeral' } }, { type: 'text', text: 'B' }],
      messages: [{ role: 'user', content: 'q' }, { role: 'assistant', content: [{ type: 'text', text: 'x' }, { type: 'tool_use', id: 'tu1', name: 'f', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'tu1', is_error: true,
          content: [{ type: 'text', text: 'ok' }, { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } }] },
        { type: 'text', text: '<system-reminder>' }] }],
    });
    const roles = got.messages.map((message) => message.role);
    const result = got.messages.find((message) => message.role === 'tool');

    assert.deepEqual(roles.slice(-3), ['assistant', 'tool', 'user']);
    assert.equal(result.tool_call_id, 'tu1');
    assert.match(JSON.stringify(result.content), /ok/);
    assert.match(JSON.stringify(result.content), /[Ee]rror/);
    assert.match(JSON.stringify(got.messages.at(-1)), new RegExp(`data:image/png;base64,${png}`));
    for (const field of ['top_k', 'thinking', 'cache_control', 'system']) assert.ok(!JSON.stringify(got).includes(`"${field}":`), field);
  });

  const orphan = { max_tokens: 9, tools, messages: [{ role: 'user', content: 'q' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'tu1', name: 'f', input: {} }] }, { role: 'user', content: 'go' }] };

  test('G11 a call without a result gets one where the dialects differ', async () => {
    const got = await upstream('openai', '/v1/messages', { 'anthropic-version': '2023-06-01' }, orphan);

    assert.deepEqual(got.messages.map((message) => message.role), ['user', 'assistant', 'tool', 'user']);
    assert.equal(got.messages[2].tool_call_id, 'tu1');
  });
}
