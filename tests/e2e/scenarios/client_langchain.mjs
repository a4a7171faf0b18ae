// The @langchain/openai package, against providers of four dialects.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { tool } from '@langchain/core/tools';
import { z } from 'zod';

const weather = tool(({ city }) => `sunny in ${city}`, { name: 'get_weather', description: 'weather', schema: z.object({ city: z.string() }) });
const report = { city: 'Paris', degrees: 21 };

export default function (world) {
  const chat = async (target, script) => world.clients.langchain((await world.fleet.model(target, script)).name);

  for (const target of ['openai', 'anthropic', 'gemini', 'bedrock']) {
    test(`@langchain/openai → ${target}: L10 L11 invoke and stream`, async () => {
      const model = await chat(target, {});
      const answer = await model.invoke('hi');
      let text = '';
      for await (const chunk of await model.stream('hi')) text += chunk.content;

      assert.equal(answer.content, 'Hello there friend');
      assert.equal(answer.usage_metadata.total_tokens, 12);
      assert.equal(text, 'Hello there friend');
    });

    test(`@langchain/openai → ${target}: tools are called and answered`, async () => {
      const model = (await chat(target, [{ tools: 2, times: 1 }, { text: 'It is sunny.' }])).bindTools([weather]);
      const question = { role: 'user', content: 'hi' };
      const called = await model.invoke([question]);
      const results = await Promise.all(called.tool_calls.map((call) => weather.invoke(call)));
      const answer = await model.invoke([question, called, ...results]);

      assert.deepEqual(called.tool_calls.map((call) => call.args), [{ city: 'Paris' }, { city: 'São Paulo' }]);
      assert.equal(answer.content, 'It is sunny.');
    });

    test(`@langchain/openai → ${target}: structured output`, async () => {
      const model = await chat(target, { text: JSON.stringify(report) });
      const structured = model.withStructuredOutput(z.object({ city: z.string(), degrees: z.number() }), { name: 'report', method: 'jsonSchema' });

      assert.deepEqual(await structured.invoke('hi'), report);
    });
  }

  test('@langchain/openai: L22 embeddings', async () => {
    const { name } = await world.fleet.model('openai', { dimensions: 8 });
    const vectors = await world.clients.langchainEmbeddings(name).embedDocuments(['a', 'b']);

    assert.deepEqual(vectors.map((vector) => vector.length), [8, 8]);
  });
}
