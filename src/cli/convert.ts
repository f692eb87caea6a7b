import { extname } from 'node:path';
import type { Command } from 'commander';
import { DovetailError } from '../errors.ts';
import { modelToJson } from '../language/json.ts';
import type { Model } from '../language/model.ts';
import { print } from '../language/print.ts';
import { encodeModel, type ProtoForm } from '../language/proto/index.ts';
import { readModel } from '../language/read.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { transitionsToLinear } from '../rewrite/transitionsToLinear.ts';
import { readBytes, writeBytes } from './files.ts';

/** What a file name's ending asks for; `.proto.json` is told apart from our own `.json`. */
const FORMS: Readonly<Record<string, (model: Model) => string | Uint8Array>> = {
  '.json': modelToJson,
  '.proto.json': (model) => protoOf(model, 'json'),
  '.pb': (model) => protoOf(model, 'binary'),
  '.pbtxt': (model) => protoOf(model, 'text'),
  '.txt': print,
};

/** A CpModelProto knows no transition times: they are written as precedences, on Booleans behind the model's own. */
function protoOf(model: Model, form: ProtoForm): string | Uint8Array {
  return encodeModel(rewrite(model, [transitionsToLinear]).model, form);
}

/** `dovetail convert <in> <out>`: writes a model in another form. */
export function convertCommand(command: Command): void {
  command
    .argument('<in>', 'a model in any form, or - for standard input')
    .argument('<out>', `the file to write; its ending says the form: ${Object.keys(FORMS).join(', ')}`)
    .action(async (from: string, to: string) => {
      const ending = to.endsWith('.proto.json') ? '.proto.json' : extname(to);
      const encode = FORMS[ending];
      if (!encode) {
        throw new DovetailError('input/usage', `No form is known for the ending "${ending}" of ${to}.`, {
          maybe: `end it in one of ${Object.keys(FORMS).join(', ')}.`,
        });
      }
      const { model, form } = readModel(await readBytes(from));
      await writeBytes(to, encode(model));
      const size = `${model.variables.length} variables, ${model.constraints.length} constraints`;
      process.stderr.write(`${from} (${form}) -> ${to}: ${size}\n`);
    });
}
