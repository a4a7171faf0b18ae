// Every dialect of callers × every kind of provider: the same answer, plain and streamed, and the same numbers in the ledger.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { dialects, send } from '../support/dialects/all.mjs';
import { targets } from '../support/fleet.mjs';
import { eventually } from '../support/gateway.mjs';
import { calls, textScript, tools, toolScript, usage } from '../support/sample.mjs';

const scripts = { text: textScript, tools: toolScript, length: { ...textScript, finish: 'length' } };

export default function (world) {
  const models = {};
  before(async () => {
    const wanted = Object.keys(targets).flatMap((target) => Object.entries(scripts).map(([name, script]) => ({ target, name, script })));
    const made = await world.fleet.newModels(wanted.map(({ target, script }) => [target, script]));
    wanted.forEach(({ target, name }, i) => { (models[target] ??= {})[name] = made[i].name; });
  });

  for (const dialect of dialects) {
    for (const target of Object.keys(targets)) {
      test(`G7 G12 G13 G14 G15 L10 L11 ${dialect.name} → ${target}`, () => meet(world, dialect, target, models[target]));
    }
  }
}

async function meet(world, dialect, target, models) {
  const pair = new Pair(world, dialect, await world.gateway.newKey({ key_name: `${dialect.name} ${target}` }));

  const text = await pair.ask(models.text, dialect.request);
  assert.deepEqual(text, { model: models.text, text: textScript.text, reasoning: '', calls: [], finish: 'stop', usage });
  assert.deepEqual(await pair.stream(models.text, dialect.request), text);
  assert.equal((await pair.ask(models.length, dialect.request)).finish, 'length');
  assert.equal((await pair.stream(models.length, dialect.request)).finish, 'length');
  if (dialect.hasTools) await meetTools(pair, models.tools, dialect, target);
  await pair.checkLedger();
}

async function meetTools(pair, model, dialect, target) {
  const plain = await pair.ask(model, dialect.request, { tools });
  const streamed = await pair.stream(model, dialect.request, { tools });

  assert.deepEqual(withoutIds(plain), { model, text: toolScript.text, reasoning: '', calls, finish: 'tool_calls', usage });
  assert.deepEqual(withoutIds(streamed), withoutIds(plain));
  if (!target.endsWith('gemini')) { // Gemini's calls need no ids: those are made here, for each answer.
    assert.deepEqual(streamed.calls, plain.calls);
    assert.ok(plain.calls.every((call) => call.id));
  }
  if (dialect.name !== 'gemini') assert.equal(new Set(plain.calls.map((call) => call.id)).size, calls.length);
  // The provider refuses results that answer none of its calls.
  const next = (...more) => dialect.nextRequest(more[0], plain, more[1]);
  assert.equal((await pair.ask(model, next, { tools })).finish, 'tool_calls');
  assert.equal((await pair.stream(model, next, { tools })).finish, 'tool_calls');
}

const withoutIds = (answer) => ({ ...answer, calls: answer.calls.map(({ name, args }) => ({ name, args })) });

// One key that asks in one dialect, and counts.
class Pair {
  constructor({ gateway }, dialect, { key, key_id }) {
    Object.assign(this, { gateway, dialect, key, keyId: key_id, asked: 0 });
  }

  async ask(model, write, options = {}) {
    const answer = await send(this.gateway, this.dialect, model, write(model, options), { key: this.key });
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.headers.get('content-type'), /^application\/json/);
    this.asked += 1;
    return this.dialect.read(answer.body);
  }

  async stream(model, write, options = {}) {
    const answer = await send(this.gateway, this.dialect, model, write(model, { ...options, stream: true }), { key: this.key, stream: true });
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.headers.get('content-type'), /^text\/event-stream/);
    this.asked += 1;
    return this.dialect.readStream(answer.text);
  }

  async checkLedger() {
    const { data } = await eventually(async () => {
      const { body } = await this.gateway.get(`/spend/logs?api_key=${this.keyId}&limit=50`);
      assert.equal(body.total, this.asked);
      return body;
    });
    for (const record of data) {
      const numbers = [record.prompt_tokens, record.completion_tokens, record.total_tokens, record.ending, record.estimated];
      assert.deepEqual(numbers, [usage.input, usage.output, usage.input + usage.output, 'completed', false], JSON.stringify(record));
    }
  }
}
