// An error that a provider answers with, as each dialect's callers see it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { dialects, send } from '../support/dialects/all.mjs';
import { targets } from '../support/fleet.mjs';

const scripts = {
  limited: { status: 429, retry_after: 7 },
  wrong: { status: 400 },
  missing: { status: 404, error: 'model_not_found' },
  overloaded: { error: 'overloaded_error' },
  broken: { status: 500 },
  html: { status: 502 },
};
// What a dialect calls them; of one provider's own dialect the provider's words stay.
const words = {
  openai_chat: { limited: /rate_limit|requests|429/, wrong: /invalid_request/, missing: /upstream_model_not_found/, overloaded: /overloaded|server_error|unavailable/i, broken: /error/ },
  anthropic: { limited: 'rate_limit_error', wrong: 'invalid_request_error', missing: 'api_error', overloaded: 'overloaded_error', broken: 'api_error' },
  gemini: { limited: 'RESOURCE_EXHAUSTED', wrong: 'INVALID_ARGUMENT', missing: 'UNAVAILABLE', overloaded: 'UNAVAILABLE', broken: 'INTERNAL' },
};
const statuses = { limited: [429], wrong: [400], missing: [502], overloaded: [503, 529], broken: [500], html: [502] };

export default function (world) {
  const models = {};
  before(async () => {
    const wanted = Object.keys(targets).flatMap((target) => Object.entries(scripts).map(([name, script]) => ({ target, name, script })));
    const made = await world.fleet.newModels(wanted.map(({ target, script }) => [target, script]));
    wanted.forEach(({ target, name }, i) => { (models[target] ??= {})[name] = made[i].name; });
  });

  for (const dialect of dialects) {
    for (const target of Object.keys(targets)) {
      test(`G17 errors of ${target} in the words of ${dialect.name}`, async () => {
        for (const name of Object.keys(scripts)) {
          for (const stream of [false, true]) await meet(world, dialect, models[target][name], name, stream, `${name} ${stream ? 'streamed' : 'plain'}`);
        }
      });
    }
  }

  test('G17 a Claude that is overloaded is 529 to Anthropic\'s callers and 503 to OpenAI\'s', async () => {
    const status = async (dialect) => (await send(world.gateway, dialect, models.anthropic.overloaded, dialect.request(models.anthropic.overloaded),
      { key: world.product.clientKey })).status;

    assert.deepEqual(await Promise.all(dialects.map(status)), [503, 503, 503, 529, 503]);
  });
}

async function meet({ gateway, product, provider }, dialect, model, name, stream, what) {
  const answer = await send(gateway, dialect, model, dialect.request(model, { stream }), { key: product.clientKey, stream });

  assert.ok(statuses[name].includes(answer.status), `${what}: ${answer.status} ${answer.text}`);
  assert.match(answer.headers.get('content-type'), /^application\/json/, what);
  assert.ok(answer.headers.get('x-request-id'), what);
  if (dialect.name === 'anthropic') assert.ok(answer.headers.get('request-id'), `${what}: request-id`);
  if (name === 'limited') assert.equal(answer.headers.get('retry-after'), '7', what);
  const error = dialect.readError(answer.body, answer.status);
  assert.ok(error.message.length > 0 && error.message.length <= 500, what);
  assert.ok(!answer.text.includes(provider.url) && !answer.text.includes('<html'), `${what}: ${answer.text}`);
  const word = (words[dialect.name] ?? words.openai_chat)[name];
  if (word instanceof RegExp) assert.match(`${error.type} ${error.code}`, word, `${what}: ${answer.text}`);
  else if (word) assert.equal(error.type, word, `${what}: ${answer.text}`);
}
