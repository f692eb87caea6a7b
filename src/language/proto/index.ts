import { parseJson } from '../jsonText.ts';
import type { Model } from '../model.ts';
import { decodeBinary } from './decode.ts';
import { encodeBinary } from './encode.ts';
import { fromProto, type Located } from './fromProto.ts';
import { decodeJsonValue } from './jsonRead.ts';
import { encodeJson } from './jsonWrite.ts';
import { ENUMS, type Message } from './schema.ts';
import { decodeText } from './textRead.ts';
import { encodeText } from './textWrite.ts';
import { type Changes, changesOf, toBase, toChanges, toProto } from './toProto.ts';

export type { Located } from './fromProto.ts';
export type { Changes } from './toProto.ts';

/** The forms in which OR-Tools reads and writes a `CpModelProto`: `.pb`, `.pbtxt` and canonical JSON. */
export type ProtoForm = 'binary' | 'text' | 'json';

/**
 * A model as a `CpModelProto` in one of its forms.
 *
 * *Means* what `decodeModel` gives back, except for owners, which the format has no place for.
 *
 * @example
 * ```ts
 * const model = new ModelBuilder();
 * const x = model.integer(0, 5, 'x');
 * model.add(compare(term(x, 2), '<=', 7));
 * console.log(encodeModel(model.build(), 'text'));
 * // variables {
 * //   name: "x"
 * //   domain: [0, 5]
 * // }
 * // constraints {
 * //   linear {
 * //     vars: [0]
 * //     coeffs: [2]
 * //     domain: [-9223372036854775808, 7]
 * //   }
 * // }
 * ```
 */
export function encodeModel(model: Model, form: 'binary'): Uint8Array;
export function encodeModel(model: Model, form: 'text' | 'json'): string;
export function encodeModel(model: Model, form: ProtoForm): Uint8Array | string;
export function encodeModel(model: Model, form: ProtoForm): Uint8Array | string {
  const proto = toProto(model);
  if (form === 'binary') return encodeBinary('CpModelProto', proto);
  return form === 'text' ? encodeText('CpModelProto', proto) : encodeJson('CpModelProto', proto);
}

/**
 * Reads a model from a `CpModelProto`; bytes are taken for binary and texts for text format unless `form` says more.
 *
 * *Errors* `input/syntax`, `input/shape`, `input/invalid`, `model/unrepresentable`.
 */
export function decodeModel(data: Uint8Array | string, form?: ProtoForm): Model {
  return decodeLocated(data, form).model;
}

/** As {@link decodeModel}, with the places of the model's parts in the file. */
export function decodeLocated(data: Uint8Array | string, form?: ProtoForm): Located {
  const chosen = form ?? (typeof data === 'string' ? 'text' : 'binary');
  if (chosen === 'binary') {
    return fromProto(decodeBinary('CpModelProto', typeof data === 'string' ? new TextEncoder().encode(data) : data));
  }
  const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
  return chosen === 'text' ? fromProto(decodeText('CpModelProto', text)) : locatedFromProtoJson(parseJson(text));
}

/** Reads a model from the value of a `CpModelProto`'s JSON. *Errors* `input/shape`, `input/invalid`. */
export function locatedFromProtoJson(value: unknown): Located {
  return fromProto(decodeJsonValue('CpModelProto', value));
}

/** The model in binary, without hint, assumptions and the objective's domain; see {@link encodeChanges}. */
export function encodeBase(model: Model): Uint8Array {
  return encodeBinary('CpModelProto', toBase(model));
}

/**
 * Hint, assumptions and the objective's domain in binary, to be appended to {@link encodeBase} of the same model; the
 * model's own when left out.
 *
 * *Means* `concatenated(encodeBase(m), encodeChanges(m))` is the same message as `encodeModel(m, 'binary')`.
 */
export function encodeChanges(model: Model, changes: Changes = changesOf(model)): Uint8Array {
  return encodeBinary('CpModelProto', toChanges(model, changes));
}

/** Binary parts of one message as one; protobuf merges concatenated parts. */
export function concatenated(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Settings of CP-SAT by their protobuf names. */
export type Parameters = Message<'SatParameters'>;

/** Settings in binary; one that is present is set, even to 0. */
export function encodeParameters(parameters: Parameters): Uint8Array {
  return encodeBinary('SatParameters', parameters);
}

/** CP-SAT's answer; `status` is an index of {@link STATUSES}. */
export type Response = Message<'CpSolverResponse'>;

/** The names of CP-SAT's statuses by number. */
export const STATUSES = ENUMS.CpSolverStatus;

/** Reads CP-SAT's answer from binary; fields that we do not use are skipped. */
export function decodeResponse(bytes: Uint8Array): Response {
  return decodeBinary('CpSolverResponse', bytes);
}
