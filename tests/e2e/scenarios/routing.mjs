// Where a request goes, as its caller and its key's owner see it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dialects, send } from '../support/dialects/all.mjs';
import { eventually } from '../support/gateway.mjs';

export default function (world) {
  const chat = (model, { key = world.product.clientKey, headers } = {}) =>
    world.gateway.post('/v1/chat/completions', { model, messages: [{ role: 'user', content: 'hi' }] }, { key, headers });

  // A model with several deployments at the demo provider, each answering as its words say.
  async function modelOf(name, ...scripts) {
    for (const script of scripts) {
      const made = await world.gateway.post('/admin/v1/deployments', { model: name, provider: 'demo', upstream_model: script });
      assert.equal(made.status, 201, made.text);
    }
    await eventually(async () => {
      const { body } = await world.gateway.get('/admin/v1/deployments');
      assert.equal(body.data.filter((entry) => entry.model === name).length, scripts.length);
      assert.ok((await world.gateway.get('/v1/models', { key: world.product.clientKey })).body.data.some((entry) => entry.id === name));
    });
    return name;
  }

  test('G19 one deployment that always fails is seen by no caller', async () => {
    const model = await modelOf('e2e-half-ill', 'e2e-half-ill-a;status=500', 'e2e-half-ill-b');

    const answers = [];
    for (let i = 0; i < 30; i++) answers.push(await chat(model));

    assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200]);
    const twice = answers.filter((answer) => answer.headers.get('x-signalbox-attempts') === '2').length;
    assert.ok(twice <= 5, `its breaker opens after five failures; ${twice} requests tried it first`);
    assert.equal(answers.at(-1).headers.get('x-signalbox-attempts'), '1');
  });

  test('a caller may pin one deployment, by its name', async () => {
    const model = await modelOf('e2e-pinned', 'e2e-pinned-a', 'e2e-pinned-b');

    for (let i = 0; i < 8; i++) {
      const answer = await chat(model, { headers: { 'x-signalbox-deployment': 'demo/e2e-pinned-b' } });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.headers.get('x-signalbox-deployment'), 'demo/e2e-pinned-b');
      assert.equal(answer.body.model, model);
    }
  });

  test('an administrator is told beforehand where a request would go, a key is not', async () => {
    const model = await modelOf('e2e-explained', 'e2e-explained-a', 'e2e-explained-b');
    const ask = (body, options) => world.gateway.post('/v1/route/explain', body, options);

    const told = await ask({ model, deployment: 'demo/e2e-explained-b' });
    const [first] = told.body.decisions;
    const unknown = await ask({ model: 'e2e-nobody' });

    assert.equal(told.status, 200, told.text);
    assert.deepEqual(first.considered.map(({ label, rejection }) => [label, rejection]).sort(),
      [['demo/e2e-explained-a', 'not_pinned'], ['demo/e2e-explained-b', '']]);
    assert.equal(unknown.status, 404);
    assert.equal(unknown.body.error.code, 'model_not_found');
    assert.equal((await ask({ model }, { key: world.product.clientKey })).status, 403);
  });

  test('a wish that cannot be understood is 400 naming its header, in every dialect', async () => {
    for (const dialect of dialects) {
      const answer = await send(world.gateway, dialect, 'demo', dialect.request('demo'),
        { key: world.product.clientKey, headers: { 'x-signalbox-max-attempts': 'many' } });

      assert.equal(answer.status, 400, dialect.name);
      assert.match(dialect.readError(answer.body, answer.status).message, /x-signalbox-max-attempts/, dialect.name);
    }
  });

  test('G3 a key with patterns may use what matches them as a whole, on every route', async () => {
    const { gateway } = world;
    for (const name of ['e2e-g3', 'e2e-g3-anything', 'xe2e-g3']) await modelOf(name, name);
    const { key } = await gateway.newKey({ key_name: 'patterns', models: ['e2e-g3|e2e-other', 'e2e-glob-*'] });
    await modelOf('e2e-glob-one', 'e2e-glob-one');
    const expected = { 'e2e-g3': 200, 'e2e-glob-one': 200, 'e2e-g3-anything': 403, 'xe2e-g3': 403 };

    for (const dialect of dialects) {
      for (const [model, status] of Object.entries(expected)) {
        const answer = await send(gateway, dialect, model, dialect.request(model), { key });
        assert.equal(answer.status, status, `${dialect.name} ${model}: ${answer.text}`);
      }
    }
    const listed = await gateway.get('/v1/models', { key });
    assert.deepEqual(listed.body.data.map((entry) => entry.id).sort(), ['e2e-g3', 'e2e-glob-one']);
  });
}
