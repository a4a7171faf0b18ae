import assert from 'node:assert/strict';
import { test } from 'node:test';

export default function (world) {
  const say = (model, content, more) => world.gateway.chat(model, { content, ...more });

  test('a second message with the same conversation_id brings the first turn along', async () => {
    const { gateway, provider } = world;
    const model = await gateway.newModel('');
    const { key } = await gateway.newKey({ key_name: 'talker' });

    await say(model, 'first', { key, conversation_id: 'talk-1' });
    await say(model, 'second', { key, conversation_id: 'talk-1', stream: true });
    await say(model, 'third', { key, conversation_id: 'talk-1' });
    const bodies = (await provider.requests(model)).map((record) => JSON.parse(record.body));
    const turns = bodies.map((body) => body.messages.map((message) => [message.role, message.content]));

    assert.deepEqual(turns[0], [['user', 'first']]);
    assert.deepEqual(turns[1], [['user', 'first'], ['assistant', 'Hello there friend'], ['user', 'second']]);
    assert.deepEqual(turns[2].slice(2), [['user', 'second'], ['assistant', 'Hello there friend'], ['user', 'third']]);
    assert.ok(bodies.every((body) => !('conversation_id' in body)));
  });

  test('the same conversation_id of another key is another conversation', async () => {
    const { gateway, provider } = world;
    const model = await gateway.newModel('');
    const one = await gateway.newKey({ key_name: 'one' });
    const two = await gateway.newKey({ key_name: 'two' });

    await say(model, 'secret', { key: one.key, conversation_id: 'shared' });
    await say(model, 'hello', { key: two.key, conversation_id: 'shared' });
    const second = (await provider.requests(model)).at(-1);

    assert.ok(!second.body.includes('secret'));
  });

  test('sessions are listed, read and forgotten by their owner', async () => {
    const { gateway } = world;
    const { key } = await gateway.newKey({ key_name: 'owner' });
    await say('demo', 'remember me', { key, conversation_id: 'mine' });

    const listed = await gateway.get('/v1/sessions', { key });
    const read = await gateway.get('/v1/sessions/mine', { key });
    const foreign = await gateway.get('/v1/sessions/mine', { key: world.product.clientKey });
    const forgotten = await gateway.call('DELETE', '/v1/sessions/mine', { key });
    const gone = await gateway.get('/v1/sessions/mine', { key });

    assert.deepEqual(listed.body.data.map((session) => session.session_id), ['mine']);
    assert.equal(read.body.messages.length, 2);
    assert.equal(foreign.status, 404);
    assert.equal(forgotten.status, 200);
    assert.equal(gone.status, 404);
  });
}
