// Streams that a provider does not bring to their end: each dialect's callers are told, and never see a proper end.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { dialects, send } from '../support/dialects/all.mjs';
import { targets } from '../support/fleet.mjs';
import { eventually } from '../support/gateway.mjs';

const scripts = {
  'an error event': [{ tokens: 12, error_after: 9, error: 'overloaded_error' }, 'upstream_error'],
  'a closed connection': [{ tokens: 12, cut: 'after:9' }, 'upstream_cut'],
  'a reset': [{ tokens: 12, cut: 'after:9', how: 'rst' }, 'upstream_cut'],
  'an early end': [{ tokens: 12, cut: 'after:9', how: 'end' }, 'upstream_cut'],
  'half an event': [{ tokens: 12, cut: 'after:9', how: 'json' }, 'upstream_cut'],
};

export default function (world) {
  const models = {};
  before(async () => {
    const wanted = Object.keys(targets).flatMap((target) => Object.entries(scripts).map(([name, [script]]) => ({ target, name, script })));
    const made = await world.fleet.newModels(wanted.map(({ target, script }) => [target, script]));
    wanted.forEach(({ target, name }, i) => { (models[target] ??= {})[name] = made[i].name; });
  });

  for (const dialect of dialects) {
    for (const target of Object.keys(targets)) {
      test(`G18 L11 broken streams of ${target} in the words of ${dialect.name}`, async () => {
        for (const [name, [, ending]] of Object.entries(scripts)) await meet(world, dialect, models[target][name], ending, name);
      });
    }
  }
}

async function meet({ gateway }, dialect, model, ending, what) {
  const { key, key_id } = await gateway.newKey({ key_name: what });
  const answer = await send(gateway, dialect, model, dialect.request(model, { stream: true }), { key, stream: true });

  assert.equal(answer.status, 200, `${what}: ${answer.text}`);
  assert.match(answer.text, /Hello/, what);
  const error = dialect.readBrokenStream(answer.text);
  assert.ok(error.message.length > 0, what);
  const entry = await eventually(async () => {
    const { body } = await gateway.get(`/spend/logs?api_key=${key_id}`);
    assert.equal(body.total, 1);
    return body.data[0];
  });
  assert.equal(entry.ending, ending, what);
  assert.ok(entry.completion_tokens >= 1, `${what}: what was seen is counted`);
}
