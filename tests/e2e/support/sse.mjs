// Reads a stream of server-sent events as strictly as a careful client: [{ event, data }], data parsed if it is JSON.
import assert from 'node:assert/strict';

export function eventsOf(received) {
  const text = received.replaceAll('\r\n', '\n');
  assert.ok(text.endsWith('\n\n'), `the last event is whole: ${JSON.stringify(text.slice(-80))}`);
  const events = [];
  for (const block of text.split('\n\n').slice(0, -1)) {
    const lines = block.split('\n').filter((line) => !line.startsWith(':'));
    if (lines.length === 0) continue; // A comment alone.
    const fields = lines.map((line) => /^(event|data|id): (.*)$/.exec(line));
    assert.ok(fields.every(Boolean), `fields of an event: ${block}`);
    const valueOf = (name) => fields.filter((field) => field[1] === name).map((field) => field[2]).join('\n');
    events.push({ event: valueOf('event') || undefined, data: parsed(valueOf('data')) });
  }
  return events;
}

function parsed(data) {
  try { return JSON.parse(data); } catch { return data; }
}
