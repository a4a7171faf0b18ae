// What every dialect is asked in the matrix, said once. A dialect's module writes it down in its own words.
export const question = 'What are weather and time like?';
export const system = 'Be brief.';
export const tools = [
  { name: 'get_weather', description: 'The weather of a city', schema: citySchema() },
  { name: 'get_time', description: 'The time in a city', schema: citySchema() },
];

function citySchema() {
  return { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
}

// The script of the fake provider, and what any dialect must make of it.
export const script = { ids: 'fixed', prompt: 20, completion: 7, cached: 4 };
export const textScript = { ...script, text: 'Hello 你好 🚂 friend' };
export const toolScript = { ...script, text: 'I will look.', tools: 2, preamble: 'yes' };
export const usage = { input: 20, cached: 4, output: 7 };
export const calls = [{ name: 'get_weather', args: { city: 'Paris' } }, { name: 'get_time', args: { city: 'São Paulo' } }];
