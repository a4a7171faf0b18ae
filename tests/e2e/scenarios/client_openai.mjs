// The openai package, the last major version that Node 18 is promised and a later one, against providers of three dialects.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import OpenAI4 from 'openai';
import { zodResponseFormat as format4 } from 'openai/helpers/zod';
import OpenAI6 from 'openai-6';
import { zodResponseFormat as format6 } from 'openai-6/helpers/zod';
import { z } from 'zod';

import { question as content } from '../support/sample.mjs';

const messages = [{ role: 'user', content }];
const weather = { type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } },
  parse: JSON.parse, function: ({ city }) => `sunny in ${city}` } };
const Report = z.object({ city: z.string(), degrees: z.number() });
const report = { city: 'Paris', degrees: 21 };

const versions = [
  { name: 'openai 4', OpenAI: OpenAI4, client: (world) => world.clients.openai4(), chat: (client) => client.beta.chat.completions, format: format4 },
  { name: 'openai 6', OpenAI: OpenAI6, client: (world) => world.clients.openai6(), chat: (client) => client.chat.completions, format: format6 },
];
const scripts = {
  plain: { text: 'Hello there friend' },
  tools: [{ tool_calls: [{ name: 'get_weather', arguments: '{"city":"東京"}' }], times: 1 }, { text: 'It is sunny.' }],
  report: { text: JSON.stringify(report) },
  limited: { status: 429, retry_after: 7 },
};

export default function (world) {
  for (const version of versions) {
    for (const target of ['openai', 'anthropic', 'gemini', 'bedrock']) chatTests(world, version, target);
    errorTests(world, version);
  }
}

function chatTests(world, { name, client, chat, format }, target) {
  const title = (what) => `${name} → ${target}: ${what}`;
  const model = {};
  before(async () => {
    const made = await world.fleet.newModels(Object.values(scripts).map((script) => [target, script]));
    Object.keys(scripts).forEach((script, i) => { model[script] = made[i].name; });
  });

  test(title('L10 a whole answer'), async () => {
    const answer = await client(world).chat.completions.create({ model: model.plain, messages });

    assert.equal(answer.choices[0].message.content, 'Hello there friend');
    assert.equal(answer.usage.total_tokens, 12);
  });

  test(title('L11 the stream helper puts the answer together'), async () => {
    const stream = chat(client(world)).stream({ model: model.plain, messages, stream_options: { include_usage: true } });
    let seen = '';
    stream.on('content', (delta) => { seen += delta; });
    const answer = await stream.finalChatCompletion();

    assert.equal(seen, 'Hello there friend');
    assert.equal(answer.choices[0].message.content, seen);
    assert.equal(answer.choices[0].finish_reason, 'stop');
    assert.equal(answer.usage.completion_tokens, 3);
  });

  test(title('the tools runner calls the tool and gives its result back'), async () => {
    const runner = chat(client(world)).runTools({ model: model.tools, messages, tools: [weather] });

    assert.equal(await runner.finalContent(), 'It is sunny.');
    const result = runner.messages.find((message) => message.role === 'tool');
    assert.equal(result.content, 'sunny in 東京');
  });

  test(title('the parse helper reads a structured answer'), async () => {
    const answer = await chat(client(world)).parse({ model: model.report, messages, response_format: format(Report, 'report') });

    assert.deepEqual(answer.choices[0].message.parsed, report);
  });

  test(title('L22 legacy completions, plain and streamed'), async () => {
    const answer = await client(world).completions.create({ model: model.plain, prompt: 'Say hello', max_tokens: 5 });
    const stream = await client(world).completions.create({ model: model.plain, prompt: 'Say hello', max_tokens: 5, stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.text ?? '';

    assert.equal(answer.object, 'text_completion');
    assert.equal(answer.choices[0].text, 'Hello there friend');
    assert.equal(text, 'Hello there friend');
  });

  test(title('responses, plain and through the stream helper'), async () => {
    const answer = await client(world).responses.create({ model: model.plain, input: content });
    const stream = client(world).responses.stream({ model: model.plain, input: content });
    let seen = '';
    for await (const event of stream) if (event.type === 'response.output_text.delta') seen += event.delta;
    const final = await stream.finalResponse();

    assert.equal(answer.output_text, 'Hello there friend');
    assert.equal(seen, 'Hello there friend');
    assert.equal(final.output.flatMap((item) => item.content ?? []).map((part) => part.text).join(''), seen);
    assert.equal(final.usage.total_tokens, 12);
  });
}

function errorTests(world, { name, OpenAI, client }) {
  test(`${name}: G17 L13 L14 errors are those the package knows`, async () => {
    const upstream = async (script) => (await world.fleet.model('openai', script)).name;
    const raised = (model, from = client(world)) => from.chat.completions.create({ model, messages }).catch((error) => error);
    const limited = await raised(await upstream({ status: 429, retry_after: 7 }));

    assert.ok(limited instanceof OpenAI.RateLimitError);
    assert.equal(new Headers(limited.headers).get('retry-after'), '7');
    assert.ok(await raised('no-such-model') instanceof OpenAI.NotFoundError);
    assert.ok(await raised('demo', new OpenAI({ apiKey: 'sk-wrong', baseURL: `${world.gateway.url}/v1`, maxRetries: 0 })) instanceof OpenAI.AuthenticationError);
    assert.ok(await raised(await upstream({ status: 400 })) instanceof OpenAI.BadRequestError);
    assert.ok(await raised(await upstream({ status: 422 })) instanceof OpenAI.UnprocessableEntityError);
    assert.ok(await raised(await upstream({ status: 500 })) instanceof OpenAI.InternalServerError);
  });

  test(`${name}: G18 a stream that breaks off raises an error`, async () => {
    const { name: model } = await world.fleet.model('openai', { error_after: 2 });
    const stream = await client(world).chat.completions.create({ model, messages, stream: true });
    const read = async () => { for await (const chunk of stream) assert.ok(chunk); };

    await assert.rejects(read, OpenAI.APIError);
  });
}
