// Writes vectors.jsonl and runs.jsonl from texts.mjs with two published tokenizers, which must agree. Run by hand:
//   npm install --no-save gpt-tokenizer@4.0.0 js-tiktoken@1.0.21 && node make_vectors.mjs [RANDOM_TEXTS [SEED]]
import { writeFileSync } from 'node:fs';
import { getEncoding } from 'js-tiktoken';
import * as o200k from 'gpt-tokenizer/encoding/o200k_base';
import * as cl100k from 'gpt-tokenizer/encoding/cl100k_base';
import { pools, repeated, written } from './texts.mjs';

const second = { o200k: getEncoding('o200k_base'), cl100k: getEncoding('cl100k_base') };
const first = { o200k, cl100k };
const plain = { allowedSpecial: new Set(), disallowedSpecial: new Set() };

function encode(name, text) {
  const tokens = first[name].encode(text, plain);
  if (text.length < 2000 && String(tokens) !== String(second[name].encode(text, [], []))) {
    throw new Error(`the tokenizers disagree about ${JSON.stringify(text)}`);
  }
  return tokens;
}

let state = Number(process.argv[3] ?? 1);
const random = (limit) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
};
const split = pools.map((pool) => [...pool]);
function randomText() {
  let text = '';
  for (let runs = 1 + random(12); runs > 0; --runs) {
    const pool = split[random(split.length)];
    for (let left = 1 + random(random(4) === 0 ? 30 : 5); left > 0; --left) text += pool[random(pool.length)];
  }
  return text;
}

const texts = [...written, ...Array.from({ length: Number(process.argv[2] ?? 300) }, randomText)];
writeFileSync('vectors.jsonl', texts.map((text) => JSON.stringify(
  { text, o200k: encode('o200k', text), cl100k: encode('cl100k', text) })).join('\n') + '\n');
writeFileSync('runs.jsonl', repeated.map(([unit, times]) => JSON.stringify(
  { unit, times, o200k: encode('o200k', unit.repeat(times)).length, cl100k: encode('cl100k', unit.repeat(times)).length })).join('\n') + '\n');
