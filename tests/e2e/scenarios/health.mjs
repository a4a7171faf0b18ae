import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually } from '../support/gateway.mjs';

export default function (world) {
  test('L25 the probed account is shown as healthy soon after the start', async () => {
    const demo = await eventually(async () => {
      const { body } = await world.gateway.get('/api/health/api-keys');
      const found = body.find((account) => account.provider_name === 'demo');
      assert.equal(found?.is_healthy, true);
      return found;
    });

    assert.equal(demo.is_active, true);
    assert.equal(demo.success_rate, 100);
    assert.ok(demo.response_time > 0);
    assert.ok(Date.now() - Date.parse(demo.last_check) < 60_000);
    assert.equal((await world.gateway.get('/api/health')).body.status, 'ok');
  });

  test('L25 a check on demand is fresh, is in the history, and knows no strangers', async () => {
    const { gateway } = world;
    const [{ id }] = (await gateway.get('/api/health/api-keys')).body;

    const checked = await gateway.post(`/api/health/api-keys/${id}/check`);
    const history = await gateway.get(`/api/health/history?target_type=api_key&target_id=${id}&limit=1`);

    assert.equal(checked.status, 200, checked.text);
    assert.ok(Date.now() - Date.parse(checked.body.last_check) < 5000);
    assert.equal(history.body.length, 1);
    assert.equal(history.body[0].is_healthy, true);
    assert.equal((await gateway.get('/api/health/api-keys/00000000-0000-0000-0000-000000000000')).status, 404);
  });
}
