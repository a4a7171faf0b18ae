// What the fake provider saw, and what it is told to do (tests/support/fake_provider/README.md).
import assert from 'node:assert/strict';

export class Provider {
  constructor(url) { this.url = url; }

  async requests(model) {
    const answer = await fetch(`${this.url}/_control/requests?model=${encodeURIComponent(model)}`);
    assert.equal(answer.status, 200);
    return answer.json();
  }

  // The key file of the one service account that it knows, made when it started.
  async serviceAccount() { return (await fetch(`${this.url}/_control/service_account`)).text(); }

  // From now on `model` is answered as `script` says, `script.times` times or for ever.
  async script(model, script) {
    const answer = await fetch(`${this.url}/_control/scripts`, { method: 'POST', body: JSON.stringify({ model, ...script }) });
    assert.equal(answer.status, 200, await answer.text());
  }

  // Waits until the `count`-th request of `model` came to `event`; its record. Fails when that does not happen in time.
  async wait(model, event, { count = 1, timeoutMs = 5000 } = {}) {
    const query = new URLSearchParams({ model, event, count, timeout_ms: timeoutMs });
    const answer = await fetch(`${this.url}/_control/wait?${query}`);
    assert.equal(answer.status, 200, `${model}: no "${event}" within ${timeoutMs} ms`);
    return answer.json();
  }

  async release(model, times = 1) {
    const query = new URLSearchParams({ model, times });
    const answer = await fetch(`${this.url}/_control/release?${query}`, { method: 'POST' });
    assert.equal(answer.status, 200, `nothing held for ${model}`);
  }
}
