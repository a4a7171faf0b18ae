// Anthropic's messages as a caller writes and reads them.
import assert from 'node:assert/strict';

import { question, system } from '../sample.mjs';
import { eventsOf } from '../sse.mjs';

export const name = 'anthropic';
export const hasTools = true;
export const path = () => '/v1/messages';
export const keyHeaders = (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' });

export function request(model, { stream = false, tools = [] } = {}) {
  return body(model, stream, tools, [{ role: 'user', content: question }]);
}

export function nextRequest(model, first, { stream = false, tools = [] } = {}) {
  return body(model, stream, tools, [{ role: 'user', content: question },
    { role: 'assistant', content: [...(first.text ? [{ type: 'text', text: first.text }] : []),
      ...first.calls.map(({ id, name, args }) => ({ type: 'tool_use', id, name, input: args }))] },
    { role: 'user', content: first.calls.map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: 'fine' })) }]);
}

function body(model, stream, tools, messages) {
  return { model, max_tokens: 50, system, messages, ...(stream ? { stream } : {}),
    ...(tools.length > 0 ? { tools: tools.map(({ name, description, schema }) => ({ name, description, input_schema: schema })) } : {}) };
}

const finishes = { end_turn: 'stop', max_tokens: 'length', tool_use: 'tool_calls', refusal: 'content_filter', stop_sequence: 'stop' };

export function read(answer) {
  assert.equal(answer.type, 'message');
  assert.equal(answer.role, 'assistant');
  assert.ok('stop_sequence' in answer);
  assert.match(answer.id, /^msg_/);
  const of = (type) => answer.content.filter((block) => block.type === type);
  for (const call of of('tool_use')) assert.match(call.id, /^[a-zA-Z0-9_-]+$/);
  const { usage } = answer;
  const cached = usage.cache_read_input_tokens ?? 0;
  return {
    model: answer.model,
    text: of('text').map((block) => block.text).join(''),
    reasoning: of('thinking').map((block) => block.thinking).join(''),
    calls: of('tool_use').map(({ id, name, input }) => ({ id, name, args: input })),
    finish: finishes[answer.stop_reason],
    usage: { input: usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0), cached, output: usage.output_tokens },
  };
}

export function readStream(text) {
  const events = eventsOf(text);
  for (const { event, data } of events) assert.equal(event, data.type, 'every event has its line');
  const data = events.map((event) => event.data).filter((event) => event.type !== 'ping');
  assert.equal(data[0].type, 'message_start');
  assert.deepEqual(data.slice(-2).map((event) => event.type), ['message_delta', 'message_stop'], text);
  assert.equal(data.filter((event) => event.type === 'message_delta').length, 1);
  return read(assemble(data));
}

const deltaOf = { text: 'text_delta', tool_use: 'input_json_delta', thinking: 'thinking_delta' };

function assemble([start, ...data]) {
  const message = { ...start.message, content: [] };
  let open;
  for (const event of data) {
    if (event.type === 'content_block_start') {
      assert.equal(open, undefined, 'one block at a time');
      assert.equal(event.index, message.content.length);
      open = { ...event.content_block, json: '' };
      message.content.push(open);
    } else if (event.type === 'content_block_delta') {
      assert.equal(event.index, message.content.length - 1);
      extend(open, event.delta);
    } else if (event.type === 'content_block_stop') {
      if (open.type === 'tool_use') open.input = JSON.parse(open.json || '{}');
      open = undefined;
    } else if (event.type === 'message_delta') {
      Object.assign(message, event.delta, { usage: { ...message.usage, ...event.usage } });
    }
  }
  assert.equal(open, undefined);
  return message;
}

function extend(block, delta) {
  if (delta.type === 'signature_delta') { assert.equal(block.type, 'thinking'); block.signature = delta.signature; return; }
  assert.equal(delta.type, deltaOf[block.type], 'a delta is of its block\'s type');
  if (delta.type === 'text_delta') block.text += delta.text;
  if (delta.type === 'thinking_delta') block.thinking += delta.thinking;
  if (delta.type === 'input_json_delta') block.json += delta.partial_json;
}

export function readError(body) {
  assert.equal(body.type, 'error');
  assert.equal(typeof body.error.type, 'string');
  assert.equal(typeof body.error.message, 'string');
  return body.error;
}

export function readBrokenStream(text) {
  const events = eventsOf(text);
  assert.ok(!text.includes('message_stop'), text);
  assert.equal(events.at(-1).event, 'error', text);
  assert.equal(events.filter(({ event }) => event === 'error').length, 1);
  return readError(events.at(-1).data);
}
