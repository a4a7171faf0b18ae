import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';

import { eventually } from '../support/gateway.mjs';

const nowMicros = () => Number(process.hrtime.bigint() / 1000n); // CLOCK_MONOTONIC, as the provider's times.

// Asks for an answer and leaves: with its first word, or when `leave` resolves. The moment of leaving, in µs.
function askAndLeave({ gateway }, key, body, leave) {
  return new Promise((resolve, reject) => {
    const request = http.request(`${gateway.url}/v1/chat/completions`,
      { method: 'POST', agent: false, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } });
    const go = () => { const at = nowMicros(); request.destroy(); resolve(at); };
    request.on('error', () => {});
    const firstWord = (text) => { if (text.includes('Hello')) go(); };
    if (leave) leave.then(go, reject); else request.on('response', (response) => response.setEncoding('utf8').on('data', firstWord));
    request.end(JSON.stringify({ messages: [{ role: 'user', content: 'hi' }], ...body }));
  });
}

export default function (world) {
  const left = async (words, body, leaveOn) => {
    const { gateway, provider } = world;
    const model = await gateway.newModel(words);
    const { key, key_id } = await gateway.newKey({ key_name: 'leaver' });
    const leave = leaveOn && provider.wait(model, leaveOn);
    const at = await askAndLeave(world, key, { model, ...body }, leave);
    const record = await provider.wait(model, 'closed');
    const entry = await eventually(async () => {
      const { body: logs } = await gateway.get(`/spend/logs?api_key=${key_id}`);
      assert.equal(logs.total, 1);
      return logs.data[0];
    }, 2000);
    return { afterMs: (record.closed_us - at) / 1000, entry };
  };

  test('a caller that leaves mid-stream: the provider is left within 100 ms and the ledger says so', async () => {
    const { afterMs, entry } = await left('hold=3', { stream: true });

    assert.ok(afterMs < 100, `closed after ${afterMs} ms`);
    assert.equal(entry.ending, 'client_cancelled');
    assert.equal(entry.estimated, true);
    assert.ok(entry.completion_tokens >= 1);
  });

  test('a caller that leaves before a plain answer: the provider is left within 100 ms and nothing is charged', async () => {
    const { afterMs, entry } = await left('stall=0', {}, 'arrived');

    assert.ok(afterMs < 100, `closed after ${afterMs} ms`);
    assert.equal(entry.ending, 'client_cancelled');
    assert.equal(entry.spend, 0);
    assert.equal(entry.total_tokens, 0);
  });
}
