// Writes the table of character classes as a C++ source.   node write_unicode_classes.mjs PACKAGES OUTPUT
// Two stages: a block number for each 256 code points, and the distinct blocks. Unicode version: that of the package.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [packages, output] = process.argv.slice(2);
const require = createRequire(join(packages, 'package.json'));
const property = (name) => require(`regenerate-unicode-properties/${name}.js`).characters.toArray();

// The bits of CharacterClass in character_class.h.
const bits = {
  'General_Category/Uppercase_Letter': 2,
  'General_Category/Titlecase_Letter': 2,
  'General_Category/Lowercase_Letter': 4,
  'General_Category/Modifier_Letter': 8,
  'General_Category/Other_Letter': 8,
  'General_Category/Mark': 16,
  'General_Category/Number': 32,
  'Binary_Property/White_Space': 64,
};
const other = 1, newline = 128;

const classes = new Uint8Array(0x110000).fill(other);
for (const [name, bit] of Object.entries(bits)) for (const point of property(name)) classes[point] = bit;
classes[0x0a] = classes[0x0d] = newline;

const blocks = new Map();
const index = [];
for (let start = 0; start < classes.length; start += 256) {
  const block = classes.subarray(start, start + 256).join(',');
  if (!blocks.has(block)) blocks.set(block, blocks.size);
  index.push(blocks.get(block));
}
writeFileSync(output, `#include "common/tokens/character_class.h"

namespace signalbox::tokens {

const std::uint8_t kClassBlockOf[${index.length}] = {${index.join(',')}};
const std::uint8_t kClassBlocks[][256] = {
${[...blocks.keys()].map((block) => `{${block}}`).join(',\n')}};

}  // namespace signalbox::tokens
`);
if (blocks.size > 256) throw new Error('block numbers do not fit into a byte');
