import { DovetailError } from '../errors.ts';
import { modelFromJson } from './json.ts';
import { parseJson } from './jsonText.ts';
import { decodeLocated, type Located, locatedFromProtoJson } from './proto/index.ts';

/** The forms of a model in a file. */
export type ModelForm = 'dovetail-json' | 'proto-binary' | 'proto-text' | 'proto-json';

/** A model with the places of its parts in the file, and the form of the file. */
export interface ReadModel extends Located {
  readonly form: ModelForm;
}

/**
 * Reads a model in any form that we know, told apart by its content.
 *
 * *Errors* `input/syntax` with line and column or byte offset, `input/shape`, `input/invalid`, and
 * `model/unrepresentable` for what only the other format can say.
 */
export function readModel(bytes: Uint8Array): ReadModel {
  if (bytes.length === 0) {
    throw new DovetailError('input/syntax', 'The input is empty.', {
      maybe: 'the program that should write the model has failed.',
    });
  }
  const text = textOf(bytes);
  if (text === undefined) return { ...decodeLocated(bytes, 'binary'), form: 'proto-binary' };
  if (/^\s*[{[]/.test(text)) return readJson(text);
  if (/^\s*(?:#[^\n]*\n\s*)*[a-z_]\w*\s*[:{<]/.test(text))
    return { ...decodeLocated(text, 'text'), form: 'proto-text' };
  return readUncertain(bytes, text);
}

const decoder = new TextDecoder('utf-8', { fatal: true });
// biome-ignore lint/suspicious/noControlCharactersInRegex: they tell binary from text.
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/** The input as text, if it can be one; the tags and lengths of a binary model soon show as control characters. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = decoder.decode(bytes);
    return CONTROL.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function readJson(text: string): ReadModel {
  const value = parseJson(text);
  const ours = typeof value === 'object' && value !== null && 'dovetail' in value;
  return ours
    ? { model: modelFromJson(value), placeOf: (pointer) => pointer, form: 'dovetail-json' }
    : { ...locatedFromProtoJson(value), form: 'proto-json' };
}

/** Printable input that is not text we know: a binary model with nothing but names, or something else altogether. */
function readUncertain(bytes: Uint8Array, text: string): ReadModel {
  try {
    return { ...decodeLocated(bytes, 'binary'), form: 'proto-binary' };
  } catch (cause) {
    const start = JSON.stringify(text.trimStart().slice(0, 20));
    throw new DovetailError('input/syntax', `The input begins with ${start}, at line 1, column 1, as no model does.`, {
      maybe: 'it is another file; a model is our JSON (`{"dovetail": 1, ...`) or a CpModelProto in any of its forms.',
      cause,
    });
  }
}
