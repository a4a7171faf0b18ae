// OpenAI's chat completions as a caller writes and reads them.
import assert from 'node:assert/strict';

import { validate } from '../openapi.mjs';
import { question, system } from '../sample.mjs';
import { eventsOf } from '../sse.mjs';

export const name = 'openai_chat';
export const hasTools = true;
export const path = () => '/v1/chat/completions';
export const keyHeaders = (key) => ({ authorization: `Bearer ${key}` });

export function request(model, { stream = false, tools = [] } = {}) {
  return body(model, stream, tools, [{ role: 'user', content: question }]);
}

export function nextRequest(model, first, { stream = false, tools = [] } = {}) {
  const called = first.calls.map(({ id, name, args }) => ({ id, type: 'function', function: { name, arguments: JSON.stringify(args) } }));
  return body(model, stream, tools, [{ role: 'user', content: question }, { role: 'assistant', content: first.text, tool_calls: called },
    ...first.calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: 'fine' }))]);
}

function body(model, stream, tools, messages) {
  return {
    model,
    messages: [{ role: 'system', content: system }, ...messages],
    ...(tools.length > 0 ? { tools: tools.map(({ name, description, schema }) => ({ type: 'function', function: { name, description, parameters: schema } })) } : {}),
    ...(stream ? { stream, stream_options: { include_usage: true } } : {}),
  };
}

export function read(answer) {
  validate('CreateChatCompletionResponse', answer);
  assert.match(answer.id, /^chatcmpl-/);
  const [choice] = answer.choices;
  return neutral(answer.model, choice.message.content, choice.message.reasoning_content, choice.message.tool_calls, choice.finish_reason, answer.usage);
}

export function readStream(text) {
  const events = eventsOf(text);
  assert.equal(events.at(-1).data, '[DONE]');
  const chunks = events.slice(0, -1).map((event) => event.data);
  // Azure's own first chunk, about its content filter, has no id and no object; it is passed on as it is.
  if (chunks[0].prompt_filter_results) chunks.shift();
  for (const chunk of chunks) validate('CreateChatCompletionStreamResponse', chunk);
  for (const field of ['id', 'created', 'model']) assert.equal(new Set(chunks.map((chunk) => chunk[field])).size, 1, `one ${field}`);
  return assemble(chunks);
}

function assemble(chunks) {
  const deltas = chunks.flatMap((chunk) => chunk.choices);
  assert.ok(deltas.every((choice) => choice.index === 0));
  assert.equal(deltas[0].delta.role, 'assistant');
  const calls = [];
  for (const { index, id, function: part } of deltas.flatMap((choice) => choice.delta.tool_calls ?? [])) {
    if (id) { assert.equal(index, calls.length, 'tools are counted from 0'); calls.push({ id, function: { name: part.name, arguments: '' } }); }
    calls[index].function.arguments += part.arguments ?? '';
  }
  const finishes = deltas.filter((choice) => choice.finish_reason);
  assert.equal(finishes.length, 1, 'one end');
  const last = chunks.at(-1);
  assert.deepEqual(last.choices, [], 'usage comes last');
  const join = (field) => deltas.map((choice) => choice.delta[field] ?? '').join('');
  return neutral(last.model, join('content'), join('reasoning_content'), calls, finishes[0].finish_reason, last.usage);
}

function neutral(model, text, reasoning, calls, finish, usage) {
  assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
  return {
    model,
    text: text ?? '',
    reasoning: reasoning ?? '',
    calls: (calls ?? []).map((call) => ({ id: call.id, name: call.function.name, args: JSON.parse(call.function.arguments) })),
    finish,
    usage: { input: usage.prompt_tokens, cached: usage.prompt_tokens_details?.cached_tokens ?? 0, output: usage.completion_tokens },
  };
}

// { type, message } of an error body, after its form was checked.
export function readError({ error }, _status) {
  assert.deepEqual(Object.keys(error).filter((name) => ['message', 'type', 'param', 'code'].includes(name)).sort(), ['code', 'message', 'param', 'type']);
  assert.equal(typeof error.message, 'string');
  return error;
}

// The error at the end of a stream that broke off.
export function readBrokenStream(text) {
  const events = eventsOf(text);
  assert.ok(!text.includes('[DONE]'), text);
  assert.ok(events.at(-1).data.error, text);
  assert.equal(events.filter((event) => event.data.error).length, 1);
  return readError(events.at(-1).data);
}

