import assert from 'node:assert/strict';
import { test } from 'node:test';

// How long a key's new state takes to be seen by requests, in ms. Fails after two seconds.
async function untilStatus(gateway, key, status) {
  const started = performance.now();
  for (;;) {
    const answer = await gateway.chat('demo', { key });
    const elapsed = performance.now() - started;
    if (answer.status === status) return { elapsed, answer };
    assert.ok(elapsed < 2000, `still ${answer.status} after ${elapsed} ms`);
  }
}

export default function (world) {
  test('L3 L4 a key is created, shown once and found by id and text', async () => {
    const { gateway } = world;
    const created = await gateway.newKey({ key_name: 'test-key-1' });
    const listed = await gateway.get('/key/list');
    const byId = await gateway.get(`/key/info?key=${created.key_id}`);
    const byText = await gateway.get(`/key/info?key=${created.key}`);

    assert.match(created.key, /^sk-sb-[\w-]{43,}$/);
    assert.equal(created.token_id, created.key_id);
    assert.equal(created.id, created.key_id);
    assert.equal(created.expires, null);
    assert.ok(created.key.startsWith(created.key_prefix));
    const entry = listed.body.data.find((key) => key.key_id === created.key_id);
    assert.equal(entry.key_name, 'test-key-1');
    assert.equal(entry.blocked, false);
    assert.equal(entry.is_active, true);
    assert.ok(!listed.text.includes(created.key));
    assert.deepEqual(byId.body, byText.body);
    assert.equal((await gateway.get('/key/info?key=unknown')).status, 404);
    assert.equal((await gateway.get('/key/info')).status, 400);
  });

  test('L5 a blocked key is refused within 100 ms, an unblocked one is welcome again', async () => {
    const { gateway } = world;
    const { key, key_id } = await gateway.newKey({ key_name: 'to block' });
    assert.equal((await gateway.chat('demo', { key })).status, 200);

    const blocked = await gateway.post('/key/block', { key_ids: [key_id] });
    const refused = await untilStatus(gateway, key, 401);
    const unblocked = await gateway.post('/key/unblock', { key: key_id });
    const welcome = await untilStatus(gateway, key, 200);

    assert.equal(blocked.body.status, 'blocked');
    assert.ok(refused.elapsed < 100, `refused after ${refused.elapsed} ms`);
    assert.equal(refused.answer.body.error.type, 'authentication_error');
    assert.match(refused.answer.body.error.message, /blocked/);
    assert.equal(unblocked.body.status, 'unblocked');
    assert.ok(welcome.elapsed < 1000);
  });

  test('L6 a deleted key is refused within 100 ms and gone from the list', async () => {
    const { gateway } = world;
    const { key, key_id } = await gateway.newKey({ key_name: 'to delete' });
    assert.equal((await gateway.chat('demo', { key })).status, 200);

    const deleted = await gateway.post('/key/delete', { key_ids: [key_id] });
    const refused = await untilStatus(gateway, key, 401);

    assert.deepEqual(deleted.body.deleted_keys, [key_id]);
    assert.ok(refused.elapsed < 100, `refused after ${refused.elapsed} ms`);
    assert.ok(!(await gateway.get('/key/list')).text.includes(key_id));
  });

  test('L6 a key expires by itself', async () => {
    const { gateway } = world;
    const { key } = await gateway.newKey({ key_name: 'short', duration: '1s' });
    assert.equal((await gateway.chat('demo', { key })).status, 200);

    const refused = await untilStatus(gateway, key, 401);

    assert.match(refused.answer.body.error.message, /expired/);
  });

  test('a field that does not exist is refused by name', async () => {
    const answer = await world.gateway.post('/key/generate', { key_nam: 'x' });

    assert.equal(answer.status, 400);
    assert.match(answer.body.error.message, /key_nam\b.*key_name/);
  });
}
