// One provider of every kind, all of them the one fake provider, and models of theirs.
import assert from 'node:assert/strict';

import { eventually } from './gateway.mjs';

const providers = [
  { name: 'e2e-openai', kind: 'openai', path: '/v1' },
  { name: 'e2e-anthropic', kind: 'anthropic' },
  { name: 'e2e-gemini', kind: 'gemini' },
  { name: 'e2e-azure', kind: 'azure', settings: { api_version: '2024-10-21' } },
  { name: 'e2e-compatible', kind: 'openai_compatible', path: '/v1', settings: { preset: 'deepseek' } },
  { name: 'e2e-vertex', kind: 'vertex', settings: { project: 'e2e-project', location: 'europe-west1' } },
  { name: 'e2e-bedrock', kind: 'bedrock', settings: { region: 'us-east-1' }, key: 'AKIATESTTESTTESTTEST:test-secret' },
];

// What can be asked: a provider, and how its models are called. With versions, as what a model takes depends on its version.
export const targets = {
  openai: { provider: 'e2e-openai', upstream: 'gpt-4o-e2e' },
  anthropic: { provider: 'e2e-anthropic', upstream: 'claude-sonnet-4-5-e2e' },
  gemini: { provider: 'e2e-gemini', upstream: 'gemini-2.5-flash-e2e' },
  azure: { provider: 'e2e-azure', upstream: 'azure-e2e' },
  openai_compatible: { provider: 'e2e-compatible', upstream: 'deepseek-e2e' },
  vertex_claude: { provider: 'e2e-vertex', upstream: 'claude-sonnet-4-5-vertex' },
  vertex_gemini: { provider: 'e2e-vertex', upstream: 'gemini-2.5-flash-vertex' },
  bedrock: { provider: 'e2e-bedrock', upstream: 'anthropic.claude-sonnet-4-5-bedrock' },
};

export class Fleet {
  constructor(gateway, provider) {
    this.gateway = gateway;
    this.provider = provider;
    this.models = 0;
  }

  async start() {
    for (const { name, kind, path = '', settings, key } of providers) {
      const fields = { name, kind, base_url: this.provider.url + path, allow_private: true, ...(settings ? { settings } : {}) };
      await this.#create('/admin/v1/providers', fields);
      const api_key = kind === 'vertex' ? await this.provider.serviceAccount() : (key ?? `sk-${name}`);
      await this.#create('/admin/v1/accounts', { provider: name, name: 'e2e', api_key });
    }
  }

  // A public model of its own, served by `target`, that answers as `script` says (a list: one after the other): { name, upstream }.
  async model(target, script = {}, upstream = targets[target].upstream) {
    const [model] = await this.newModels([[target, script, upstream]]);
    return model;
  }

  // Many at once: [[target, script, upstream]] -> [{ name, upstream }].
  async newModels(wanted) {
    const models = wanted.map(([target, script, upstream = targets[target].upstream]) => {
      const number = ++this.models;
      return { name: `${target.replace('_', '-')}-${number}`, upstream: `${upstream}-${number}`, provider: targets[target].provider, script };
    });
    await Promise.all(models.map(async ({ name, upstream, provider, script }) => {
      for (const each of [script].flat()) await this.provider.script(upstream, each);
      await this.#create('/admin/v1/deployments', { model: name, provider, upstream_model: upstream });
    }));
    await eventually(async () => {
      const listed = await this.gateway.get('/v1/models', { key: this.gateway.product.clientKey });
      const names = new Set(listed.body.data.map((entry) => entry.id));
      for (const { name } of models) assert.ok(names.has(name), name);
    });
    return models;
  }

  async #create(path, fields) {
    const answer = await this.gateway.post(path, fields);
    assert.equal(answer.status, 201, `${path} ${fields.name ?? fields.model}: ${answer.text}`);
  }
}
