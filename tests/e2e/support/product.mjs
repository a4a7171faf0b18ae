// Starts the product as a newcomer would, in a home of its own, and stops it.
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

// `shape` is "suite" or "split". Resolves to where everything is, and what `up` printed.
export async function startProduct(shape, preset) {
  const home = mkdtempSync(join(tmpdir(), 'signalbox-e2e-'));
  chmodSync(home, 0o755); // PostgreSQL may run as another user.
  const options = ['up', '--home', home, '--port', '0', '--preset', preset, '--no-build'];
  if (shape === 'split') options.push('--split');
  const started = Date.now();
  let printed;
  try {
    ({ stdout: printed } = await run(join(root, 'dev'), options, { timeout: 120_000, env: environment() }));
  } catch (error) {
    await run(join(root, 'dev'), ['down', '--home', home]).catch(() => {});
    throw new Error(`./dev up failed: ${error.message}\n${error.stdout}\n${error.stderr}`);
  }
  return {
    home,
    printed,
    startMs: Date.now() - started,
    baseUrl: /answers at\s+(\S+)/.exec(printed)[1],
    adminKey: /admin key\s+(\S+)/.exec(printed)[1],
    adminEmail: /admin {2,}(\S+@\S+)/.exec(printed)[1],
    adminPassword: /admin password\s+(\S+)/.exec(printed)[1],
    clientKey: /client key\s+(\S+)/.exec(printed)[1],
    curlLine: /^\s*(curl .*)$/m.exec(printed)[1],
    providerUrl: `http://127.0.0.1:${readFileSync(join(home, 'run/demo.port'), 'utf8').trim()}`,
    up: (more = []) => run(join(root, 'dev'), [...options, ...more], { timeout: 60_000, env: environment() }),
    down: () => run(join(root, 'dev'), ['down', '--home', home], { timeout: 60_000 }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

// The test's own settings must not reach the product, nor a developer's provider key.
function environment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(SIGNALBOX_|OPENAI_|NODE_)/.test(name));
  return Object.fromEntries(kept);
}
