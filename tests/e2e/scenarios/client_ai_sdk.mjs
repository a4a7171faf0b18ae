// The Vercel AI SDK, in each dialect that it speaks, against providers of four dialects.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { generateObject, generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';

const report = { city: 'Paris', degrees: 21 };
const schema = z.object({ city: z.string(), degrees: z.number() });
const prompt = 'hi';

// The package asks Anthropic for objects through a tool called "json".
const objectScript = (dialect) => dialect === 'anthropic' ? { tool_calls: [{ name: 'json', arguments: JSON.stringify(report) }] }
  : { text: JSON.stringify(report) };

export default function (world) {
  for (const dialect of ['openai_chat', 'openai_responses', 'anthropic', 'gemini']) {
    for (const target of ['openai', 'anthropic', 'gemini', 'bedrock']) {
      const model = async (script) => world.clients.aiSdk(dialect, (await world.fleet.model(target, script)).name);
      // Without `store: false` the package leaves tool calls out of the next round and names their ids, for OpenAI to find them.
      const common = { prompt, maxRetries: 0, maxOutputTokens: 100, providerOptions: { openai: { store: false } } };
      const rounds = (seen) => ({
        stopWhen: stepCountIs(3),
        tools: { get_weather: tool({ description: 'weather', inputSchema: z.object({ city: z.string() }),
          execute: ({ city }) => { seen.push(city); return { sky: 'sunny' }; } }) },
      });
      const toolScript = [{ tools: 2, times: 1 }, { text: 'It is sunny.' }];

      test(`ai ${dialect} → ${target}: generateText goes round with tools`, async () => {
        const seen = [];
        const answer = await generateText({ ...common, model: await model(toolScript), ...rounds(seen) });

        assert.deepEqual(seen, ['Paris', 'São Paulo']);
        assert.equal(answer.text, 'It is sunny.');
        assert.equal(answer.finishReason, 'stop');
        assert.deepEqual([answer.usage.inputTokens, answer.usage.outputTokens], [9, 3]);
      });

      test(`ai ${dialect} → ${target}: streamText goes round with tools`, async () => {
        const seen = [];
        const answer = streamText({ ...common, model: await model(toolScript), ...rounds(seen), onError: () => {} });
        let text = '';
        for await (const delta of answer.textStream) text += delta;

        assert.deepEqual(seen, ['Paris', 'São Paulo']);
        assert.equal(text, 'It is sunny.');
        assert.equal(await answer.finishReason, 'stop');
        assert.equal((await answer.usage).outputTokens, 3);
      });

      test(`ai ${dialect} → ${target}: generateObject`, async () => {
        const answer = await generateObject({ ...common, model: await model(objectScript(dialect)), schema });

        assert.deepEqual(answer.object, report);
      });
    }
  }
}
