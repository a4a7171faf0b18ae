// Calls the gateway as its users do: the openai package for requests, fetch for management.
import assert from 'node:assert/strict';

import OpenAI from 'openai';

export class Gateway {
  constructor(product) {
    this.product = product;
    this.url = product.baseUrl;
    this.deployments = 0;
  }

  openai(apiKey = this.product.clientKey) {
    return new OpenAI({ apiKey, baseURL: `${this.url}/v1`, maxRetries: 0, timeout: 20_000 });
  }

  // { status, headers, body } with the body parsed if it is JSON.
  async call(method, path, { key = this.product.adminKey, body, headers = {} } = {}) {
    const answer = await fetch(this.url + path, {
      method,
      headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), 'content-type': 'application/json', ...headers },
      body: body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
  }

  get(path, options) { return this.call('GET', path, options); }
  post(path, body, options) { return this.call('POST', path, { body, ...options }); }

  chat(model, { key = this.product.clientKey, content = 'Say hello in 3 words', ...more } = {}) {
    return this.post('/v1/chat/completions', { model, messages: [{ role: 'user', content }], ...more }, { key });
  }

  async newKey(fields = {}) {
    const answer = await this.post('/key/generate', fields);
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  }

  // A public model of its own for one test, answered by the demo provider with `words` (its script).
  async newModel(words) {
    const model = `e2e-${++this.deployments}`;
    const answer = await this.post('/admin/v1/deployments', { model, provider: 'demo', upstream_model: `${model};${words}` });
    assert.equal(answer.status, 201, answer.text);
    await eventually(async () => {
      const listed = await this.get('/v1/models', { key: this.product.clientKey });
      assert.ok(listed.body.data.some((entry) => entry.id === model));
    });
    return model;
  }
}

function parsed(text) {
  try { return JSON.parse(text); } catch { return undefined; }
}

// Tries until the assertions hold; fails with their last complaint after `ms`.
export async function eventually(check, ms = 5000) {
  const deadline = performance.now() + ms;
  for (;;) {
    try { return await check(); } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((wake) => setImmediate(wake));
    }
  }
}
