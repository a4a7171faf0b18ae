// Holds an answer against OpenAI's own document (tests/fixtures/openai_openapi).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import Ajv from 'ajv/dist/2019.js';

const document = JSON.parse(readFileSync(new URL('../../fixtures/openai_openapi/schemas.json', import.meta.url), 'utf8'), nullableAsType);
// OpenAI sends null in these, as the examples in its document do, though its schemas do not say so.
allowNull(document.$defs.ModelResponseProperties.properties, 'user');
allowNull(document.$defs.Response.allOf.find((part) => part.properties?.usage).properties, 'usage');
const ajv = new Ajv.default({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(document, 'openai');
const validators = new Map();

// Fails with the fields that are wrong unless `value` is a `schema`, which is a name in the document.
export function validate(schema, value) {
  const name = schema === 'ResponseStreamEvent' ? eventSchema(value.type) : schema;
  if (!validators.has(name)) validators.set(name, ajv.getSchema(`openai#/$defs/${name}`));
  const validator = validators.get(name);
  assert.ok(validator, `the document has ${name}`);
  if (validator(value)) return;
  const errors = [...new Set(validator.errors.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`))];
  assert.fail(`no ${name}:\n  ${errors.slice(0, 12).join('\n  ')}\n${JSON.stringify(value)}`);
}

// The one schema of an event's type: a complaint about it is readable, one about sixty alternatives is not.
function eventSchema(type) {
  const found = document.$defs.ResponseStreamEvent.anyOf.map((entry) => entry.$ref.split('/').pop())
    .find((name) => document.$defs[name].properties.type.enum.includes(type));
  assert.ok(found, `"${type}" is an event of OpenAI's document`);
  return found;
}

// OpenAPI 3.0's word for it, which a few schemas still use.
function nullableAsType(_key, value) {
  if (value?.nullable !== true) return value;
  const { nullable, ...schema } = value;
  return { anyOf: [schema, { type: 'null' }] };
}

function allowNull(properties, name) {
  properties[name] = { anyOf: [properties[name], { type: 'null' }] };
}
