// What OpenAI's Responses keep between requests: answers that are continued, asked for again, listed and deleted, by the packages that
// do so, whatever dialects the providers speak.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';

import { validate } from '../support/openapi.mjs';

const targets = ['openai', 'anthropic', 'gemini', 'bedrock'];
const weather = { type: 'function', name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } };

export default function (world) {
  const client = (key) => world.clients.openai6(key);
  const model = async (target, script) => world.fleet.model(target, script);
  const lastBody = async ({ upstream }) => (await world.provider.requests(upstream)).at(-1).body;

  // The answer, plain or put together by the package from its stream.
  const ask = async (stream, body, key) => stream ? client(key).responses.stream(body).finalResponse() : client(key).responses.create(body);
  const refusal = async (promise) => promise.then(() => assert.fail('was not refused'), (error) => error);

  for (const stream of [false, true]) {
    const how = stream ? 'streamed' : 'plain';

    test(`${how}: a conversation goes on at providers of four dialects, each of which is told all of it`, async () => {
      const models = await world.fleet.newModels(targets.map((target) => [target, { text: `said by ${target}` }]));
      let previous;
      for (const [turn, each] of models.entries()) {
        const answer = await ask(stream, { model: each.name, input: `turn ${turn}`, ...(previous ? { previous_response_id: previous.id } : {}) });

        assert.equal(answer.output_text, `said by ${targets[turn]}`);
        assert.equal(answer.previous_response_id, previous?.id ?? null);
        const body = await lastBody(each);
        for (let earlier = 0; earlier < turn; ++earlier) {
          assert.ok(body.includes(`"turn ${earlier}"`) && body.includes(`said by ${targets[earlier]}`), body);
        }
        assert.ok(!body.includes('previous_response_id'));
        previous = answer;
      }
    });

    for (const target of targets) {
      test(`${how}, ${target}: an answer is given back as it was, with its input, until it is deleted`, async () => {
        const { name } = await model(target);
        const answer = await ask(stream, { model: name, input: [{ role: 'user', content: 'one' }, { role: 'user', content: '二' }] });

        const again = await client().responses.retrieve(answer.id);
        const { parsed, ...plain } = JSON.parse(JSON.stringify(answer, (key, value) => ['parsed', 'parsed_arguments', 'output_parsed'].includes(key) ? undefined : value));
        assert.deepEqual(JSON.parse(JSON.stringify(again)), plain);
        validate('Response', JSON.parse((await world.gateway.get(`/v1/responses/${answer.id}`, { key: world.product.clientKey })).text));

        const listed = [];
        for await (const item of client().responses.inputItems.list(answer.id, { limit: 1, order: 'asc' })) listed.push(item);
        assert.deepEqual(listed.map((item) => [item.type, item.role, item.content[0].type, item.content[0].text]),
          [['message', 'user', 'input_text', 'one'], ['message', 'user', 'input_text', '二']]);

        await client().responses.delete(answer.id);
        assert.equal((await refusal(client().responses.retrieve(answer.id))).status, 404);
        assert.equal((await refusal(client().responses.delete(answer.id))).status, 404);
        const refused = await refusal(client().responses.create({ model: name, input: 'on', previous_response_id: answer.id }));
        assert.deepEqual([refused.status, refused.code, refused.param], [404, 'previous_response_not_found', 'previous_response_id']);
      });

      test(`${how}, ${target}: the results of tools follow the calls that only the answer before holds`, async () => {
        const each = await model(target, [{ tools: 2, times: 1 }, { text: 'It is sunny.' }]);
        const asked = await ask(stream, { model: each.name, input: 'weather?', tools: [weather] });
        const calls = asked.output.filter((item) => item.type === 'function_call');
        assert.equal(calls.length, 2);
        const answer = await ask(stream, { model: each.name, tools: [weather], previous_response_id: asked.id,
          input: calls.map(({ call_id }) => ({ type: 'function_call_output', call_id, output: 'sunny' })) });

        assert.equal(answer.output_text, 'It is sunny.');
        assert.ok((await lastBody(each)).includes('weather?'));
      });
    }

    test(`${how}: two that continue the same answer do not know each other`, async () => {
      const each = await model('openai');
      const root = await ask(stream, { model: each.name, input: 'root' });
      await ask(stream, { model: each.name, input: 'left', previous_response_id: root.id });
      await ask(stream, { model: each.name, input: 'right', previous_response_id: root.id });

      const texts = JSON.parse(await lastBody(each)).input.filter((item) => item.role === 'user').map((item) => item.content);
      assert.deepEqual(texts, ['root', 'right']);
    });

    test(`${how}: instructions are not carried on, messages of a developer are`, async () => {
      const each = await model('openai');
      const first = await ask(stream, { model: each.name, instructions: 'for once', input: [{ role: 'developer', content: 'for ever' }, { role: 'user', content: 'a' }] });
      await ask(stream, { model: each.name, input: 'b', previous_response_id: first.id });

      const body = await lastBody(each);
      assert.ok(body.includes('for ever') && !body.includes('for once'), body);
    });

    test(`${how}: what is not to be stored is not`, async () => {
      const each = await model('openai');
      const answer = await ask(stream, { model: each.name, input: 'secret', store: false });

      assert.equal((await refusal(client().responses.retrieve(answer.id))).status, 404);
    });

    test(`${how}: a conversation is a session that has begun`, async () => {
      const each = await model('anthropic');
      const conversation = `talk-${how}`;
      const missing = await refusal(ask(stream, { model: each.name, input: 'b', conversation }));
      await client().responses.create({ model: each.name, input: 'begun', conversation_id: conversation });
      const answer = await ask(stream, { model: each.name, input: 'on', conversation: { id: conversation } });

      assert.deepEqual([missing.status, missing.code], [404, 'conversation_not_found']);
      assert.equal(answer.conversation.id, conversation);
      assert.ok((await lastBody(each)).includes('begun'));

      await ask(stream, { model: each.name, input: 'from there', previous_response_id: answer.id });
      const body = await lastBody(each);
      assert.ok(body.includes('begun') && body.includes('"on"'), body);
    });
  }

  for (const target of ['openai', 'anthropic']) {
    test(`${target}: a stream says wherever it shows the answer what that continues`, async () => {
      const { name } = await model(target);
      const { id } = await client().responses.create({ model: name, input: 'a' });
      const told = [];
      for await (const event of await client().responses.create({ model: name, input: 'b', previous_response_id: id, stream: true })) {
        if (event.response) told.push([event.type, event.response.previous_response_id]);
      }

      assert.deepEqual(told, ['created', 'in_progress', 'completed'].map((type) => [`response.${type}`, id]));
    });
  }

  test('anothers answer is like none', async () => {
    const { name } = await model('openai');
    const { key } = await world.gateway.newKey({ key_name: 'stranger' });
    const answer = await client().responses.create({ model: name, input: 'mine' });
    const tries = (id) => [client(key).responses.retrieve(id), client(key).responses.delete(id), client(key).responses.inputItems.list(id),
      client(key).responses.create({ model: name, input: 'x', previous_response_id: id }),
      client(key).responses.create({ model: name, input: [{ type: 'item_reference', id: id === answer.id ? answer.output[0].id : id }] })];

    const foreign = await Promise.all(tries(answer.id).map(refusal));
    const none = await Promise.all(tries('resp_none').map(refusal));
    assert.deepEqual(foreign.map((error) => [error.status, error.code, error.type, error.param]), none.map((error) => [error.status, error.code, error.type, error.param]));
    assert.ok(foreign.every((error) => error.status === 404));
    assert.equal((await client().responses.retrieve(answer.id)).id, answer.id);
  });

  test('what cannot be done here is refused in words', async () => {
    const { name } = await model('openai');
    const answer = await client().responses.create({ model: name, input: 'x' });
    const background = await refusal(client().responses.create({ model: name, input: 'x', background: true }));
    const both = await refusal(client().responses.create({ model: name, input: 'x', previous_response_id: answer.id, conversation: 'c' }));
    const resumed = await refusal(client().responses.retrieve(answer.id, { stream: true }));
    const cancelled = await refusal(client().responses.cancel(answer.id));

    assert.deepEqual([background, both, resumed, cancelled].map((error) => [error.status, error.code]), [[400, 'background_not_supported'],
      [400, 'mutually_exclusive_parameters'], [400, 'stream_not_supported'], [400, 'background_not_supported']]);
  });

  // As the package does unless it is told to store nothing: earlier items are named, not said again.
  for (const target of targets) {
    const rounds = (seen) => ({
      stopWhen: stepCountIs(3),
      tools: { get_weather: tool({ description: 'weather', inputSchema: z.object({ city: z.string() }),
        execute: ({ city }) => { seen.push(city); return { sky: 'sunny' }; } }) },
    });
    const common = { maxRetries: 0, maxOutputTokens: 100 };

    test(`ai → ${target}: generateText goes round with tools, and on to a second question`, async () => {
      const seen = [];
      const each = await model(target, [{ reasoning: 3, tools: 2, times: 1 }, { text: 'It is sunny.' }]);
      const model1 = world.clients.aiSdk('openai_responses', each.name);
      const messages = [{ role: 'user', content: 'weather?' }];
      const first = await generateText({ ...common, model: model1, messages, ...rounds(seen) });
      const second = await generateText({ ...common, model: model1, ...rounds(seen),
        messages: [...messages, ...first.response.messages, { role: 'user', content: 'and tomorrow?' }] });

      assert.deepEqual(seen, ['Paris', 'São Paulo']);
      assert.equal(first.text, 'It is sunny.');
      assert.equal(second.text, 'It is sunny.');
      const body = await lastBody(each);
      assert.ok(!body.includes('item_reference'));
      for (const said of ['weather?', 'São Paulo', 'sunny', 'It is sunny.', 'and tomorrow?']) assert.ok(body.includes(said), `${said}: ${body}`);
    });

    test(`ai → ${target}: streamText goes round with tools`, async () => {
      const seen = [];
      const each = await model(target, [{ tools: 2, times: 1 }, { text: 'It is sunny.' }]);
      const answer = streamText({ ...common, model: world.clients.aiSdk('openai_responses', each.name), prompt: 'hi', ...rounds(seen), onError: () => {} });
      let text = '';
      for await (const delta of answer.textStream) text += delta;

      assert.deepEqual(seen, ['Paris', 'São Paulo']);
      assert.equal(text, 'It is sunny.');
    });

    test(`ai → ${target}: previousResponseId continues`, async () => {
      const each = await model(target);
      const model1 = world.clients.aiSdk('openai_responses', each.name);
      const first = await generateText({ ...common, model: model1, prompt: 'first' });
      const previousResponseId = first.providerMetadata.openai.responseId;
      await generateText({ ...common, model: model1, prompt: 'second', providerOptions: { openai: { previousResponseId } } });

      assert.ok((await lastBody(each)).includes('first'));
    });
  }
}
