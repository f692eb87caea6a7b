/**
 * Reads the models that OR-Tools exported and writes them again with our own writers, for OR-Tools to compare.
 *
 *   node bench/peers/reexport.ts FROM TO
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeModel, encodeModel } from '../../src/language/proto/index.ts';

const [from = 'test/language/proto/fixtures', to = 'reexported'] = process.argv.slice(2);
mkdirSync(to, { recursive: true });
for (const file of readdirSync(from).filter((name) => name.endsWith('.golden.pb'))) {
  const model = decodeModel(readFileSync(join(from, file)));
  const target = join(to, file.replace('.golden.pb', ''));
  writeFileSync(`${target}.pb`, encodeModel(model, 'binary'));
  writeFileSync(`${target}.pbtxt`, encodeModel(model, 'text'));
  writeFileSync(`${target}.json`, encodeModel(model, 'json'));
}
