// OpenAI's Responses as a caller writes and reads them.
import assert from 'node:assert/strict';

import { validate } from '../openapi.mjs';
import { question, system } from '../sample.mjs';
import { eventsOf } from '../sse.mjs';
import { keyHeaders, readError } from './openai_chat.mjs';

export { keyHeaders, readError };
export const name = 'openai_responses';
export const hasTools = true;
export const path = () => '/v1/responses';

export function request(model, { stream = false, tools = [] } = {}) {
  return body(model, stream, tools, question);
}

export function nextRequest(model, first, { stream = false, tools = [] } = {}) {
  return body(model, stream, tools, [{ role: 'user', content: question },
    ...(first.text ? [{ role: 'assistant', content: first.text }] : []),
    ...first.calls.map(({ id, name, args }) => ({ type: 'function_call', call_id: id, name, arguments: JSON.stringify(args) })),
    ...first.calls.map(({ id }) => ({ type: 'function_call_output', call_id: id, output: 'fine' }))]);
}

function body(model, stream, tools, input) {
  return { model, instructions: system, input, store: false,
    ...(tools.length > 0 ? { tools: tools.map(({ name, description, schema }) => ({ type: 'function', name, description, parameters: schema, strict: false })) } : {}),
    ...(stream ? { stream } : {}) };
}

export function read(answer) {
  validate('Response', answer);
  const parts = answer.output.filter((item) => item.type === 'message').flatMap((item) => item.content);
  const calls = answer.output.filter((item) => item.type === 'function_call');
  const { usage } = answer;
  assert.equal(usage.total_tokens, usage.input_tokens + usage.output_tokens);
  return {
    model: answer.model,
    text: parts.map((part) => part.text ?? '').join(''),
    reasoning: answer.output.filter((item) => item.type === 'reasoning').flatMap((item) => item.summary).map((part) => part.text).join(''),
    calls: calls.map((call) => ({ id: call.call_id, name: call.name, args: JSON.parse(call.arguments) })),
    finish: finishOf(answer, calls),
    usage: { input: usage.input_tokens, cached: usage.input_tokens_details.cached_tokens, output: usage.output_tokens },
  };
}

function finishOf(answer, calls) {
  if (answer.status === 'incomplete') return { max_output_tokens: 'length', content_filter: 'content_filter' }[answer.incomplete_details.reason];
  assert.equal(answer.status, 'completed');
  return calls.length > 0 ? 'tool_calls' : 'stop';
}

export function readStream(text) {
  const events = eventsOf(text);
  const data = events.map((event) => event.data);
  events.forEach((event, i) => {
    validate('ResponseStreamEvent', event.data);
    assert.equal(event.event, event.data.type);
    assert.equal(event.data.sequence_number, i, 'numbered without a gap');
  });
  assert.equal(data[0].type, 'response.created');
  assert.match(data.at(-1).type, /^response\.(completed|incomplete)$/);
  const answer = data.at(-1).response;
  assertPiecesMakeItems(data, answer);
  return read(answer);
}

// Every piece of an item, put together, is what the whole answer at the end has in its place.
function assertPiecesMakeItems(data, answer) {
  const of = (type, index) => data.filter((event) => event.type === type && event.output_index === index);
  answer.output.forEach((item, index) => {
    assert.equal(of('response.output_item.added', index).length, 1, `item ${index} is announced`);
    assert.deepEqual(of('response.output_item.done', index).map((event) => event.item), [item]);
    const joined = (type) => of(type, index).map((event) => event.delta).join('');
    if (item.type === 'message') assert.equal(joined('response.output_text.delta'), item.content.map((part) => part.text).join(''));
    if (item.type === 'function_call') assert.equal(joined('response.function_call_arguments.delta'), item.arguments);
  });
}

export function readBrokenStream(text) {
  const events = eventsOf(text);
  const last = events.at(-1).data;
  assert.ok(!/response\.completed/.test(text), text);
  assert.match(last.type, /^(error|response\.failed)$/, text);
  const error = last.type === 'error' ? last : last.response.error;
  assert.equal(typeof error.message, 'string');
  return error;
}
