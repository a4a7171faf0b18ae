// One product, every scenario. Usage: SIGNALBOX_SHAPE=suite|split node run.mjs
import { after, before, describe } from 'node:test';

import { Gateway } from './support/gateway.mjs';
import { startProduct } from './support/product.mjs';
import { Provider } from './support/provider.mjs';

const shape = process.env.SIGNALBOX_SHAPE ?? 'suite';
const preset = process.env.SIGNALBOX_PRESET ?? 'dev';
const scenarios = ['first_minutes', 'models', 'chat', 'stream', 'keys', 'refusals', 'spend', 'sessions', 'health',
  'leaving', 'operations', 'secrets'];

const modules = await Promise.all(scenarios.map((name) => import(`./scenarios/${name}.mjs`)));

describe(`signalbox, ${shape}`, () => {
  const world = {};
  before(async () => {
    world.shape = shape;
    world.product = await startProduct(shape, preset);
    world.gateway = new Gateway(world.product);
    world.provider = new Provider(world.product.providerUrl);
  });
  after(async () => {
    await world.product?.down();
    world.product?.remove();
  });
  scenarios.forEach((name, index) => describe(name, () => modules[index].default(world)));
});
