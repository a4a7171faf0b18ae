import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually } from '../support/gateway.mjs';

export default function (world) {
  test('L17 the ledger shows exactly the tokens and dollars', async () => {
    const { gateway } = world;
    const { key, key_id } = await gateway.newKey({ key_name: 'spender' });

    await gateway.chat('demo', { key });
    await gateway.chat('demo', { key, stream: true });
    await gateway.chat('demo', { key });

    const logs = await eventually(async () => {
      const answer = await gateway.get(`/spend/logs?api_key=${key_id}&limit=10`);
      assert.equal(answer.body.total, 3, answer.text);
      return answer.body;
    }, 2000);
    for (const record of logs.data) {
      assert.equal(record.model, 'demo');
      assert.equal(record.prompt_tokens, 9);
      assert.equal(record.completion_tokens, 3);
      assert.equal(record.total_tokens, 12);
      assert.equal(record.spend, 0.0012);
      assert.equal(record.api_key, key_id);
      assert.equal(record.ending, 'completed');
      assert.ok(record.startTime && record.endTime && record.request_id);
    }
    assert.equal(logs.summary.spend, 0.0036);
    assert.equal(logs.daily_usage.at(-1).spend, 0.0036);
    assert.equal(logs.daily_usage.at(-1).api_requests, 3);

    const spend = (await gateway.get('/spend/keys')).body;
    assert.ok(Array.isArray(spend));
    const mine = spend.find((entry) => entry.key_id === key_id);
    assert.deepEqual([mine.key_name, mine.spend, mine.total_tokens], ['spender', 0.0036, 36]);
    assert.equal((await gateway.get(`/key/info?key=${key_id}`)).body.spent_budget, 0.0036);
  });

  test('L17 a refused request costs nothing and a bad date is 400', async () => {
    const { gateway } = world;
    const { key, key_id } = await gateway.newKey({ key_name: 'thrifty' });

    await gateway.chat('no-such-model', { key });
    await gateway.chat('demo', { key });
    const logs = await eventually(async () => {
      const answer = await gateway.get(`/spend/logs?api_key=${key_id}`);
      assert.ok(answer.body.total >= 1);
      return answer.body;
    }, 2000);

    assert.equal(logs.summary.spend, 0.0012);
    assert.equal((await gateway.get('/spend/logs?start_date=2026-13-01')).status, 400);
  });

  test('one request id on every call does not avoid the charge', async () => {
    const { gateway } = world;
    const { key, key_id } = await gateway.newKey({ key_name: 'repeater' });
    const ask = () => gateway.post('/v1/chat/completions', { model: 'demo', messages: [{ role: 'user', content: 'x' }] },
      { key, headers: { 'x-request-id': 'always-the-same' } });

    await Promise.all([ask(), ask(), ask()]);

    await eventually(async () => {
      const answer = await gateway.get(`/spend/logs?api_key=${key_id}`);
      assert.equal(answer.body.summary.spend, 0.0036);
    }, 2000);
  });
}
