import assert from 'node:assert/strict';
import { test } from 'node:test';

export default function (world) {
  test('L12 the openai package lists the models', async () => {
    const models = [];
    for await (const model of world.gateway.openai().models.list()) models.push(model);

    const demo = models.find((model) => model.id === 'demo');
    assert.equal(demo.object, 'model');
    assert.equal(demo.owned_by, 'demo');
    assert.equal(typeof demo.created, 'number');
  });

  test('L12 one model by name, and 404 model_not_found for another', async () => {
    const { gateway, product } = world;

    assert.equal((await gateway.openai().models.retrieve('demo')).id, 'demo');
    const unknown = await gateway.get('/v1/models/no-such-model', { key: product.clientKey });
    assert.equal(unknown.status, 404);
    assert.equal(unknown.body.error.code, 'model_not_found');
  });

  test('L12 L14 a key sees and uses only its own models', async () => {
    const { gateway } = world;
    const other = await gateway.newModel('');
    const { key } = await gateway.newKey({ key_name: 'narrow', models: ['demo'] });

    const listed = await gateway.get('/v1/models', { key });
    const refused = await gateway.chat(other, { key });
    const allowed = await gateway.chat('demo', { key });

    assert.deepEqual(listed.body.data.map((model) => model.id), ['demo']);
    assert.equal(refused.status, 403);
    assert.equal(refused.body.error.type, 'permission_error');
    assert.equal(allowed.status, 200);
  });

  test('a provider without a key in the environment serves no model', async () => {
    const listed = await world.gateway.get('/v1/models', { key: world.product.clientKey });

    assert.ok(!listed.body.data.some((model) => model.owned_by === 'openai'));
  });
}
