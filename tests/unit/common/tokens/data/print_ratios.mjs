// Prints how many tokens Anthropic's one public vocabulary (Claude 2) makes of texts, as a multiple of cl100k's and
// o200k's: this project's documents and sources, and what texts.mjs has in each script. Run by hand, in this folder:
//   npm install --no-save gpt-tokenizer@4.0.0 @anthropic-ai/tokenizer@0.0.4 && node print_ratios.mjs
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { getTokenizer } from '@anthropic-ai/tokenizer';
import * as o200k from 'gpt-tokenizer/encoding/o200k_base';
import * as cl100k from 'gpt-tokenizer/encoding/cl100k_base';
import { written } from './texts.mjs';

const tokenizer = getTokenizer();
const claudeTokens = (text) => tokenizer.encode(text.normalize('NFKC'), 'all').length;
const root = execFileSync('git', ['rev-parse', '--show-toplevel'], { encoding: 'utf8' }).trim();
const plain = { allowedSpecial: new Set(), disallowedSpecial: new Set() };
const filesEnding = (...ends) => execFileSync('git', ['ls-files', '--', ...ends.map((end) => `*${end}`)], { cwd: root, encoding: 'utf8' })
  .split('\n').filter((name) => name && !name.includes('/data/') && !name.includes('fixtures/'))
  .map((name) => readFileSync(`${root}/${name}`, 'utf8'));
const inScript = (script) => written.filter((text) => {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length > 4 && letters.filter((letter) => new RegExp(`\\p{Script=${script}}`, 'u').test(letter)).length > letters.length * 0.6;
});

const samples = { English: filesEnding('.md'), code: filesEnding('.cpp', '.h', '.mjs') };
for (const script of ['Han', 'Hiragana', 'Hangul', 'Cyrillic', 'Arabic', 'Devanagari']) samples[script] = inScript(script);
const total = (texts, count) => texts.reduce((sum, text) => sum + count(text), 0);
for (const [name, texts] of Object.entries(samples)) {
  if (texts.length === 0) continue;
  const claude = total(texts, claudeTokens);
  const against = (encoding) => (claude / total(texts, (text) => encoding.encode(text, plain).length)).toFixed(2);
  const characters = total(texts, (text) => [...text].length);
  console.log(`${name.padEnd(12)} ${String(characters).padStart(9)} characters  cl100k x ${against(cl100k)}  o200k x ${against(o200k)}`);
}
