// One product, every scenario, or those named. Usage: SIGNALBOX_SHAPE=suite|split node run.mjs [SCENARIO...]
import { after, before, describe } from 'node:test';

import { Clients } from './support/clients.mjs';
import { Fleet } from './support/fleet.mjs';
import { Gateway } from './support/gateway.mjs';
import { startProduct } from './support/product.mjs';
import { Provider } from './support/provider.mjs';

const shape = process.env.SIGNALBOX_SHAPE ?? 'suite';
const preset = process.env.SIGNALBOX_PRESET ?? 'dev';
const every = ['first_minutes', 'models', 'chat', 'stream', 'keys', 'refusals', 'spend', 'sessions', 'health',
  'leaving', 'routing', 'operations', 'responses_state', 'matrix', 'translations', 'bytes', 'upstream_errors', 'broken_streams', 'bad_input', 'losses', 'dialect_paths', 'client_openai',
  'client_openai_more', 'client_anthropic', 'client_google', 'client_ai_sdk', 'client_langchain', 'secrets'];
const scenarios = process.argv.length > 2 ? process.argv.slice(2) : every;

const modules = await Promise.all(scenarios.map((name) => import(`./scenarios/${name}.mjs`)));

describe(`signalbox, ${shape}`, () => {
  const world = {};
  before(async () => {
    world.shape = shape;
    world.product = await startProduct(shape, preset);
    world.gateway = new Gateway(world.product);
    world.provider = new Provider(world.product.providerUrl);
    world.clients = new Clients(world.product);
    world.fleet = new Fleet(world.gateway, world.provider);
    await world.fleet.start().catch((error) => stop().then(() => { throw error; })); // `after` does not run if `before` fails.
  });
  after(stop);

  async function stop() {
    await world.product?.down();
    world.product?.remove();
  }

  scenarios.forEach((name, index) => describe(name, () => modules[index].default(world)));
});
