import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

export default function (world) {
  test('no log holds a prompt, an answer, a key or a password', async () => {
    const { product, gateway } = world;
    await gateway.chat('demo', { content: 'canary-prompt-5e1f' });
    await gateway.chat('demo', { content: 'canary-prompt-5e1f', conversation_id: 'canary' });
    await gateway.chat('demo', { content: 'x', key: 'sk-canary-key-77aa' });
    const run = join(product.home, 'run');
    const logs = readdirSync(run).filter((name) => name.endsWith('.log'));

    assert.ok(logs.length >= 2);
    for (const name of logs) {
      const text = readFileSync(join(run, name), 'utf8');
      for (const secret of ['canary-prompt-5e1f', 'canary-key-77aa', 'Hello there friend', product.adminKey, product.clientKey, product.adminPassword]) {
        assert.ok(!text.includes(secret), `${name} holds ${secret}`);
      }
    }
  });
}
