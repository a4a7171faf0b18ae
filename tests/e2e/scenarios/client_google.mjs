// The @google/genai package, against providers of four dialects.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Type } from '@google/genai';

const contents = 'hi';
const declaration = { name: 'get_weather', description: 'weather', parameters: { type: Type.OBJECT, properties: { city: { type: Type.STRING } } } };
const config = { tools: [{ functionDeclarations: [declaration] }], systemInstruction: 'Be brief.' };

export default function (world) {
  const client = (options) => world.clients.google(options);
  const model = async (target, script) => (await world.fleet.model(target, script)).name;

  for (const target of ['gemini', 'openai', 'anthropic', 'vertex_gemini', 'bedrock']) {
    for (const apiVersion of ['v1beta', 'v1']) {
      test(`@google/genai ${apiVersion} → ${target}: L10 L11 an answer, whole and in pieces`, async () => {
        const name = await model(target, { prompt: 20 });
        const { models } = client({ apiVersion });
        const answer = await models.generateContent({ model: name, contents, config: { systemInstruction: 'Be brief.' } });
        let text = '';
        let last;
        for await (const piece of await models.generateContentStream({ model: name, contents })) { text += piece.text ?? ''; last = piece; }

        assert.equal(answer.text, 'Hello there friend');
        assert.equal(answer.candidates[0].finishReason, 'STOP');
        assert.equal(answer.modelVersion, name);
        assert.equal(text, 'Hello there friend');
        for (const { usageMetadata } of [answer, last]) assert.deepEqual([usageMetadata.promptTokenCount, usageMetadata.candidatesTokenCount], [20, 3]);
      });
    }

    test(`@google/genai → ${target}: function calls go out and their results come back`, async () => {
      const name = await model(target, [{ tools: 2, times: 1 }, { text: 'It is sunny.' }]);
      const chat = client().chats.create({ model: name, config });
      const first = await chat.sendMessage({ message: contents });
      const results = first.functionCalls.map(({ id, name: tool }) => ({ functionResponse: { ...(id ? { id } : {}), name: tool, response: { output: 'sunny' } } }));
      const second = await chat.sendMessage({ message: results });

      assert.deepEqual(first.functionCalls.map((call) => [call.name, call.args]), [['get_weather', { city: 'Paris' }], ['get_weather', { city: 'São Paulo' }]]);
      assert.equal(second.text, 'It is sunny.');
    });

    test(`@google/genai → ${target}: function calls in a stream`, async () => {
      const calls = [];
      for await (const piece of await client().models.generateContentStream({ model: await model(target, { tools: 2 }), contents, config })) {
        calls.push(...(piece.functionCalls ?? []));
      }

      assert.deepEqual(calls.map((call) => call.args), [{ city: 'Paris' }, { city: 'São Paulo' }]);
    });

    test(`@google/genai → ${target}: countTokens`, async () => {
      const counted = await client().models.countTokens({ model: await model(target, { prompt: 33 }), contents });

      assert.ok(counted.totalTokens > 0);
      if (target === 'gemini') assert.equal(counted.totalTokens, 33);
    });
  }

  test('@google/genai: G17 L13 errors carry their status, and the body is Google\'s', async () => {
    const raised = (name, from = client()) => from.models.generateContent({ model: name, contents }).catch((error) => error);
    const cases = [[await model('openai', { status: 429 }), 429, 'RESOURCE_EXHAUSTED'], [await model('anthropic', { status: 400 }), 400, 'INVALID_ARGUMENT'],
      ['no-such-model', 404, 'NOT_FOUND']];

    for (const [name, status, word] of cases) {
      const error = await raised(name);
      assert.match(error.message, new RegExp(`${status}`));
      assert.match(error.message, new RegExp(word));
    }
    assert.match((await raised('demo', client({ apiKey: 'wrong' }))).message, /401/);
  });

  // This version of the package hands an error event out as one more piece. Later ones raise it.
  for (const target of ['gemini', 'anthropic', 'openai', 'bedrock']) {
    test(`@google/genai → ${target}: G18 an error within a stream never looks like an end`, async () => {
      const stream = await client().models.generateContentStream({ model: await model(target, { tokens: 12, error_after: 9, error: 'overloaded_error' }), contents });
      const pieces = [];
      const failed = await (async () => { for await (const piece of stream) pieces.push(piece); })().catch((error) => error);

      assert.ok(pieces.every((piece) => !piece.candidates?.[0]?.finishReason));
      if (!failed) assert.equal(pieces.at(-1).candidates, undefined);
    });
  }
}
