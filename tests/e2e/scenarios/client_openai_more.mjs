// What the openai package does besides conversations: embeddings, completions of lists, images, audio, moderations.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toFile } from 'openai';

export default function (world) {
  const client = () => world.clients.openai4();
  const model = async (target, script) => (await world.fleet.model(target, script)).name;

  for (const [what, target, script] of [['as base64', 'openai', {}], ['whose provider knows no base64', 'openai', { base64: 'no' }],
    ['of Azure', 'azure', {}], ['of Gemini', 'gemini', {}]]) {
    test(`L22 embeddings ${what} are the numbers that the provider gives`, async () => {
      const name = await model(target, { dimensions: 8, ...script });
      const input = ['a', '你好'];

      const asked = await client().embeddings.create({ model: name, input }); // The package asks for base64 and decodes it.
      const floats = await client().embeddings.create({ model: name, input, encoding_format: 'float' });

      assert.equal(asked.model, name);
      assert.deepEqual(asked.data.map((entry) => entry.index), [0, 1]);
      assert.equal(asked.data[0].embedding.length, 8);
      const rounded = (list) => list.map((entry) => Array.from(entry.embedding, Math.fround));
      assert.deepEqual(rounded(asked.data), rounded(floats.data));
      assert.notDeepEqual(asked.data[0].embedding, asked.data[1].embedding);
    });
  }

  test('L22 embeddings of token lists and with dimensions', async () => {
    const answer = await client().embeddings.create({ model: await model('openai'), input: [[1, 2, 3], [4]], dimensions: 5 });

    assert.deepEqual(answer.data.map((entry) => entry.embedding.length), [5, 5]);
  });

  for (const target of ['openai', 'anthropic', 'gemini']) {
    test(`L22 ${target}: a list of prompts gets one choice each, with echo the prompt before it`, async () => {
      const name = await model(target, { text: 'Hello' });
      const answer = await client().completions.create({ model: name, prompt: ['a', 'b'], max_tokens: 5 });
      const echoed = await client().completions.create({ model: name, prompt: 'Say: ', echo: true, max_tokens: 5 });

      assert.deepEqual(answer.choices.map((choice) => [choice.index, choice.text]), [[0, 'Hello'], [1, 'Hello']]);
      assert.equal(echoed.choices[0].text, 'Say: Hello');
    });
  }

  test('moderations are passed on', async () => {
    const answer = await client().moderations.create({ model: await model('openai'), input: 'an attack' });

    assert.equal(answer.results[0].flagged, true);
  });

  test('images are made', async () => {
    const answer = await client().images.generate({ model: await model('openai'), prompt: 'a train', n: 2 });

    assert.equal(answer.data.length, 2);
    assert.equal(Buffer.from(answer.data[0].b64_json, 'base64').subarray(1, 4).toString(), 'PNG');
  });

  test('an image is edited: a form with a file', async () => {
    const image = await toFile(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]), 'a.png', { type: 'image/png' });
    const answer = await client().images.edit({ model: await model('openai'), image, prompt: 'a hat' });

    assert.equal(answer.data.length, 1);
  });

  test('speech is bytes, every one of them', async () => {
    const answer = await client().audio.speech.create({ model: await model('openai'), input: 'Hello', voice: 'alloy' });
    const bytes = Buffer.from(await answer.arrayBuffer());

    assert.equal(answer.headers.get('content-type'), 'audio/mpeg');
    assert.equal(bytes.length, 4106);
    assert.ok(bytes.subarray(10).every((byte, i) => byte === ((i * 7 + (i >> 8)) & 255)));
  });

  test('a recording becomes text: multipart with binary content', async () => {
    const recording = Buffer.from(Array.from({ length: 3000 }, (_, i) => i % 256));
    const file = await toFile(recording, 'a.wav', { type: 'audio/wav' });
    const answer = await client().audio.transcriptions.create({ model: await model('openai'), file });

    assert.equal(answer.text, 'Hello there friend');
  });

  test('rerank is passed on', async () => {
    const { gateway, product } = world;
    const body = { model: await model('openai'), query: 'red train', documents: ['a blue boat', 'the red train'] };
    const answer = await gateway.post('/v1/rerank', body, { key: product.clientKey });

    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.results[0].index, 1);
  });
}
