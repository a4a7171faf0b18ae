// Every dialect a caller may speak.
import * as anthropic from './anthropic.mjs';
import * as gemini from './gemini.mjs';
import * as openaiChat from './openai_chat.mjs';
import * as openaiCompletions from './openai_completions.mjs';
import * as openaiResponses from './openai_responses.mjs';

export const dialects = [openaiChat, openaiCompletions, openaiResponses, anthropic, gemini];

// Sends `body` (an object, or text as it is) in a dialect; the gateway's answer as Gateway.call() gives it.
export function send(gateway, dialect, model, body, { key, stream = false, headers = {} }) {
  return gateway.call('POST', dialect.path(model, { stream }), { key: null, body, headers: { ...dialect.keyHeaders(key), ...headers } });
}
