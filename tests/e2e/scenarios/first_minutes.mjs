import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

export default function (world) {
  test('the printed curl line works at once', async () => {
    const { stdout } = await run('bash', ['-c', world.product.curlLine.replace('curl ', 'curl -sS ')]);

    assert.equal(JSON.parse(stdout).choices[0].message.content, 'Hello there friend');
  });

  test('the printed password opens a session that may manage', async () => {
    const { gateway, product } = world;

    const login = await gateway.post('/api/auth/login', { email: product.adminEmail, password: product.adminPassword }, { key: null });
    assert.equal(login.status, 200, login.text);
    const keys = await gateway.get('/key/list', { key: login.body.token });

    assert.equal(keys.status, 200);
  });

  test('up, said again, shows the way in but neither admin key nor password', async () => {
    const { stdout } = await world.product.up();

    assert.match(stdout, /running already/);
    assert.ok(stdout.includes(world.product.clientKey));
    assert.ok(!stdout.includes(world.product.adminKey));
    assert.ok(!stdout.includes(world.product.adminPassword));
  });
}
