// What stays in one dialect stays byte for byte, but for the model's name: requests at the provider, answers and events at the caller.
import assert from 'node:assert/strict';
import { test } from 'node:test';

// Odd on purpose: spaces, number texts, key order, escapes, fields that nobody knows.
const odd = '"unknown_x":{"a":1.0,"b":[ ],"é":"\\u00e9\\/"}, "temperature":0.0';
const requests = {
  openai_chat: ['openai', '/v1/chat/completions', (model) => `{ ${odd},"seed":1e2,"logprobs":true, "model":"${model}","stop":"x","stream_options":null,` +
    '"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}},"messages":[{"role":"user","content":"你好 🚂"}] }'],
  'openai_chat streamed': ['openai', '/v1/chat/completions', (model) => `{"stream":true,"messages":[{"role":"user","content":"x"}],"model" : "${model}",` +
    `"stream_options":{"include_usage":true},${odd}}`],
  'openai_chat at Azure': ['azure', '/v1/chat/completions', (model) => `{"messages":[{"role":"user","content":"x"}],"model" : "${model}",${odd}}`],
  openai_completions: ['openai', '/v1/completions', (model) => `{"model":"${model}","prompt": "x" ,"best_of":1,${odd}}`, {}, 'gpt-3.5-turbo-instruct'],
  openai_responses: ['openai', '/v1/responses', (model) => `{"input":[{"role":"user","content":[{"type":"input_text","text":"x"}]}],\n"model":"${model}",` +
    `"include":[],"store":false,${odd}}`],
  openai_embeddings: ['openai', '/v1/embeddings', (model) => `{"input":["x"], "model":"${model}","dimensions":4,"encoding_format":"float","unknown":1.0}`],
  moderations: ['openai', '/v1/moderations', (model) => `{"input":"x", "model":"${model}","unknown":1.0}`],
  images: ['openai', '/v1/images/generations', (model) => `{"prompt":"x", "model":"${model}","n":1,"unknown":1.0}`],
  rerank: ['openai', '/v1/rerank', (model) => `{"query":"x", "model":"${model}","documents":["x"],"unknown":1.0}`],
  anthropic: ['anthropic', '/v1/messages', (model) => `{"max_tokens":2048, "model":"${model}","top_p":1.0,"temperature":1,"stop_sequences":["END"],` +
    '"thinking":{"type":"enabled","budget_tokens":1024},"metadata":{"user_id":"u"},"service_tier":"auto",' +
    '"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],"unknown_x":{"a":1.0},' +
    '"tools":[{"name":"f","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral","ttl":"1h"}}],' +
    '"messages":[ {"role":"user","content":[{"cache_control":{"type":"ephemeral"},"type":"text","text":"\\u4f60 🚂"}]}]}', { strict: 'no' }],
  gemini: ['gemini', (model) => `/v1beta/models/${model}:generateContent`, () => '{ "generationConfig":{"temperature":1.0,"topK":1},"safetySettings":[],' +
    '"contents":[{"parts":[{"text":"\\u4f60 🚂"}],"role":"user"}],"unknownX":{"a":1.0}}', { strict: 'no' }],
};
const keyHeaders = (key) => ({ authorization: `Bearer ${key}`, 'anthropic-version': '2023-06-01' });

export default function (world) {
  for (const [name, [target, path, write, script = {}, upstream]] of Object.entries(requests)) {
    test(`G8 L10 every byte of a request but the model's name reaches the provider: ${name}`, async () => {
      const model = await world.fleet.model(target, script, upstream);
      const sent = write(model.name);
      const where = typeof path === 'function' ? path(model.name) : path;
      const answer = await world.gateway.call('POST', where, { key: null, body: sent, headers: keyHeaders(world.product.clientKey) });
      const [record] = await world.provider.requests(model.upstream);

      assert.equal(answer.status, 200, answer.text);
      assert.equal(record.body, sent.replace(`"${model.name}"`, `"${model.upstream}"`));
    });
  }

  test('L11 G8 a stream that asks for no usage differs in that one field', async () => {
    const model = await world.fleet.model('openai');
    const sent = `{ "stream":true,"messages":[{"role":"user","content":"x"}],"model":"${model.name}",${odd} }`;
    await world.gateway.call('POST', '/v1/chat/completions', { key: world.product.clientKey, body: sent });
    const [record] = await world.provider.requests(model.upstream);
    const added = /,?\s*"stream_options":\s*\{\s*"include_usage":\s*true\s*\}/;

    assert.match(record.body, added);
    assert.equal(record.body.replace(added, ''), sent.replace(`"${model.name}"`, `"${model.upstream}"`));
  });

  test('G8 a form reaches the provider byte for byte, but for its field "model"', async () => {
    const model = await world.fleet.model('openai');
    const part = (head, content) => Buffer.concat([Buffer.from(`--b0undary\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), content, Buffer.from('\r\n')]);
    const form = (name) => Buffer.concat([part('name="file"; filename="a.wav"', Buffer.from([0, 255, 10, 13, 45, 45, 98, 128])),
      part('name="model"', Buffer.from(name)), part('name="temperature"', Buffer.from('1.0')), Buffer.from('--b0undary--\r\n')]);
    const answer = await fetch(`${world.gateway.url}/v1/audio/transcriptions`, { method: 'POST', body: form(model.name),
      headers: { authorization: `Bearer ${world.product.clientKey}`, 'content-type': 'multipart/form-data; boundary=b0undary' } });
    const [record] = await world.provider.requests(model.upstream);

    assert.equal(answer.status, 200, await answer.text());
    assert.equal(record.body_bytes, form(model.upstream).length);
    const contentType = record.headers.find(([header]) => header.toLowerCase() === 'content-type')[1];
    assert.match(contentType, /multipart\/form-data; boundary="?b0undary"?/);
  });

  answers(world);
}

const chatAnswer = '{ "id":"chatcmpl-1","object":"chat.completion", "created":1.0e0,"model":"MODEL","unknown_x":{"a":1.0,"b":[ ]},' +
  '"choices":[{"index":0,"message":{"role":"assistant","content":"\\u4f60 🚂","refusal":null},"logprobs":null,"finish_reason":"stop"}],' +
  '"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"x":1.0} }';
const messageAnswer = '{"id":"msg_1", "type":"message","role":"assistant","model":"MODEL","content":[{"type":"text","text":"\\u4f60","citations":null},' +
  '{"type":"new_block","a":1.0}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":3,"x":1.0},"unknown_x":[ 1.0 ]}';
const responseAnswer = '{"id":"resp_1", "object":"response","created_at":1,"status":"completed","model":"MODEL","output":[{"type":"new_item","a":1.0}],' +
  '"usage":{"input_tokens":9,"output_tokens":3,"total_tokens":12},"unknown_x":[ 1.0 ]}';
const geminiAnswer = '{"candidates":[ {"content":{"role":"model","parts":[{"text":"\\u4f60","new":1.0}]},"finishReason":"STOP","index":0}],' +
  '"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":3,"totalTokenCount":12},"modelVersion":"MODEL","unknownX":1.0}';

const chunk = (rest) => `{"id":"chatcmpl-1","object":"chat.completion.chunk", "created":1,"model":"MODEL",${rest}}`;
const huge = 'x'.repeat(300 * 1024);
const streams = {
  openai_chat: ['openai', '/v1/chat/completions', { messages: [{ role: 'user', content: 'x' }], stream: true, stream_options: { include_usage: true } },
    [chunk('"choices":[{"index":0,"delta":{"role":"assistant","content":"\\u4f60 🚂"},"finish_reason":null,"new":1.0}]'),
      chunk(`"choices":[{"index":0,"delta":{"content":"${huge}"},"finish_reason":null}]`),
      chunk('"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"unknown_x":[ 1.0 ]'),
      chunk('"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"x":1.0}'), '[DONE]']],
  anthropic: ['anthropic', '/v1/messages', { max_tokens: 9, messages: [{ role: 'user', content: 'x' }], stream: true },
    ['{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant", "model":"MODEL","content":[],"stop_reason":null,"usage":{"input_tokens":9,"output_tokens":1}}}',
      '{"type": "ping"}', '{"type":"foo","a":1.0}', '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}',
      `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"🚂${huge}"}}`, '{"type":"content_block_stop","index":0}',
      '{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":3,"x":1.0}}', '{"type":"message_stop"}']],
  openai_responses: ['openai', '/v1/responses', { input: 'x', stream: true },
    [`{"type":"response.created","sequence_number":0,"response":${responseAnswer}}`, '{"type":"response.new_event","sequence_number":1,"a":1.0}',
      `{"type":"response.output_text.delta","sequence_number":2,"item_id":"m","output_index":0,"content_index":0,"delta":"${huge}"}`,
      `{"type":"response.completed","sequence_number":3,"response":${responseAnswer}}`]],
  gemini: ['gemini', (model) => `/v1beta/models/${model}:streamGenerateContent?alt=sse`, { contents: [{ role: 'user', parts: [{ text: 'x' }] }] },
    [`{"candidates":[{"content":{"parts":[{"text":"${huge}"}],"role":"model"}}], "modelVersion":"MODEL","new":1.0}`, geminiAnswer]],
};
const plains = {
  openai_chat: ['openai', '/v1/chat/completions', { messages: [{ role: 'user', content: 'x' }] }, chatAnswer],
  anthropic: ['anthropic', '/v1/messages', { max_tokens: 9, messages: [{ role: 'user', content: 'x' }] }, messageAnswer],
  openai_responses: ['openai', '/v1/responses', { input: 'x' }, responseAnswer],
  gemini: ['gemini', (model) => `/v1beta/models/${model}:generateContent`, { contents: [{ role: 'user', parts: [{ text: 'x' }] }] }, geminiAnswer],
};

function answers(world) {
  const ask = async ([target, path, body], script) => {
    const model = await world.fleet.model(target, script);
    const where = typeof path === 'function' ? path(model.name) : path;
    const whole = typeof path === 'function' ? body : { ...body, model: model.name };
    const answer = await world.gateway.call('POST', where, { key: null, body: whole, headers: keyHeaders(world.product.clientKey) });
    assert.equal(answer.status, 200, answer.text);
    return { answer, model: model.name };
  };

  for (const [name, asked] of Object.entries(plains)) {
    test(`G7 G8 every byte of an answer but the model's name reaches the caller: ${name}`, async () => {
      const { answer, model } = await ask(asked, { body: asked[3].replaceAll('MODEL', 'upstream-name') });

      assert.equal(answer.text, asked[3].replaceAll('MODEL', model));
    });
  }

  for (const [name, asked] of Object.entries(streams)) {
    test(`G7 G8 G16 every event of a stream, 300 KB or unknown, is passed on, under the public name: ${name}`, async () => {
      const { answer, model } = await ask(asked, { events: asked[3].map((event) => event.replaceAll('MODEL', 'upstream-name')) });
      const data = answer.text.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart());

      assert.deepEqual(data, asked[3].map((event) => event.replaceAll('MODEL', model)));
      assert.ok(!answer.text.includes('\uFFFD'));
    });
  }
}
