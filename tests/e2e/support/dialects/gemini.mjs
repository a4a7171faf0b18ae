// Gemini's generateContent as a caller writes and reads it.
import assert from 'node:assert/strict';

import { question, system } from '../sample.mjs';
import { eventsOf } from '../sse.mjs';

export const name = 'gemini';
export const hasTools = true;
export const path = (model, { stream = false } = {}) =>
  `/v1beta/models/${encodeURIComponent(model)}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`;
export const keyHeaders = (key) => ({ 'x-goog-api-key': key });

export function request(_model, { tools = [] } = {}) {
  return body(tools, [{ role: 'user', parts: [{ text: question }] }]);
}

export function nextRequest(_model, first, { tools = [] } = {}) {
  return body(tools, [{ role: 'user', parts: [{ text: question }] },
    { role: 'model', parts: [...(first.text ? [{ text: first.text }] : []),
      ...first.calls.map(({ id, name, args }) => ({ functionCall: { ...(id ? { id } : {}), name, args } }))] },
    { role: 'user', parts: first.calls.map(({ id, name }) => ({ functionResponse: { ...(id ? { id } : {}), name, response: { output: 'fine' } } })) }]);
}

function body(tools, contents) {
  return { contents, systemInstruction: { parts: [{ text: system }] }, generationConfig: { maxOutputTokens: 50 },
    ...(tools.length > 0 ? { tools: [{ functionDeclarations: tools.map(({ name, description, schema }) => ({ name, description, parameters: schema })) }] } : {}) };
}

const finishes = { STOP: 'stop', MAX_TOKENS: 'length', SAFETY: 'content_filter' };

export function read(answer) {
  assert.equal(answer.candidates.length, 1);
  const [candidate] = answer.candidates;
  assert.equal(candidate.content.role, 'model');
  const { parts } = candidate.content;
  const usage = answer.usageMetadata;
  const output = (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0);
  assert.equal(usage.totalTokenCount, usage.promptTokenCount + output);
  const calls = parts.filter((part) => part.functionCall).map(({ functionCall: { id, name, args } }) => ({ id, name, args }));
  const finish = finishes[candidate.finishReason];
  return {
    model: answer.modelVersion,
    text: parts.filter((part) => 'text' in part && !part.thought).map((part) => part.text).join(''),
    reasoning: parts.filter((part) => part.thought).map((part) => part.text).join(''),
    calls,
    finish: finish === 'stop' && calls.length > 0 ? 'tool_calls' : finish,
    usage: { input: usage.promptTokenCount, cached: usage.cachedContentTokenCount ?? 0, output },
  };
}

export function readStream(text) {
  return assemble(eventsOf(text).map((event) => event.data));
}

// The JSON-array form of a stream.
export function readArray(text) {
  return assemble(JSON.parse(text));
}

function assemble(pieces) {
  for (const field of ['modelVersion', 'responseId']) assert.equal(new Set(pieces.map((piece) => piece[field])).size, 1, `one ${field}`);
  const ends = pieces.filter((piece) => piece.candidates?.[0]?.finishReason);
  assert.equal(ends.length, 1, 'one end');
  const parts = pieces.flatMap((piece) => piece.candidates?.[0]?.content?.parts ?? []);
  const last = pieces.at(-1);
  return read({ ...last, candidates: [{ ...ends[0].candidates[0], content: { role: 'model', parts } }] });
}

export function readError({ error }, status) {
  assert.equal(typeof error.message, 'string');
  assert.match(error.status, /^[A-Z_]+$/);
  if (status !== undefined) assert.equal(error.code, status);
  return { ...error, type: error.status };
}

export function readBrokenStream(text) {
  const events = eventsOf(text);
  assert.ok(!text.includes('finishReason'), text);
  assert.equal(events.filter(({ data }) => data.error).length, 1, text);
  return readError(events.at(-1).data);
}
