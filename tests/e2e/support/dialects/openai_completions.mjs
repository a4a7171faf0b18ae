// OpenAI's legacy completions as a caller writes and reads them.
import assert from 'node:assert/strict';

import { validate } from '../openapi.mjs';
import { question } from '../sample.mjs';
import { eventsOf } from '../sse.mjs';
import { keyHeaders, readBrokenStream, readError } from './openai_chat.mjs';

export { keyHeaders, readBrokenStream, readError };
export const name = 'openai_completions';
export const hasTools = false;
export const path = () => '/v1/completions';

export function request(model, { stream = false } = {}) {
  return { model, prompt: question, max_tokens: 50, ...(stream ? { stream, stream_options: { include_usage: true } } : {}) };
}

export function read(answer) {
  validate('CreateCompletionResponse', answer);
  assert.equal(answer.choices.length, 1);
  return neutral(answer.model, answer.choices[0].text, answer.choices[0].finish_reason, answer.usage);
}

export function readStream(text) {
  const events = eventsOf(text);
  assert.equal(events.at(-1).data, '[DONE]');
  const chunks = events.slice(0, -1).map((event) => event.data);
  for (const field of ['id', 'created', 'model', 'object']) assert.equal(new Set(chunks.map((chunk) => chunk[field])).size, 1, `one ${field}`);
  const choices = chunks.flatMap((chunk) => chunk.choices);
  const finishes = choices.map((choice) => choice.finish_reason).filter(Boolean);
  assert.equal(finishes.length, 1);
  return neutral(chunks[0].model, choices.map((choice) => choice.text).join(''), finishes[0], chunks.at(-1).usage);
}

function neutral(model, text, finish, usage) {
  assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
  return { model, text, reasoning: '', calls: [], finish,
    usage: { input: usage.prompt_tokens, cached: usage.prompt_tokens_details?.cached_tokens ?? 0, output: usage.completion_tokens } };
}
