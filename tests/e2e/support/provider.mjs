// What the fake provider saw, and what it is told to do (tests/support/fake_provider/README.md).
import assert from 'node:assert/strict';

export class Provider {
  constructor(url) { this.url = url; }

  async requests(model) {
    const answer = await fetch(`${this.url}/_control/requests?model=${encodeURIComponent(model)}`);
    assert.equal(answer.status, 200);
    return answer.json();
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
