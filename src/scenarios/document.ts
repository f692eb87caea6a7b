import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** A place in a text, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML or JSON text as a value whose parts know where they stand. */
export interface TextDocument {
  readonly value: unknown;
  /** Of an entry's key, or of a list's item; of the nearest part around it for what is not there. */
  positionOf(path: readonly PropertyKey[]): Position;
}

/** What keeps a text from being a document. */
export interface SyntaxFault extends Position {
  readonly message: string;
}

/** Reads YAML 1.2, and JSON, which is a part of it; dates stay text. */
export function readDocument(text: string): TextDocument | { readonly faults: readonly SyntaxFault[] } {
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const found = [...document.errors, ...document.warnings];
  if (found.length > 0) return { faults: found.map(({ message, pos }) => ({ message, ...at(pos[0]) })) };
  const plain = plainValue(document);
  if ('fault' in plain) return { faults: [{ message: plain.fault, line: 1, column: 1 }] };
  return { value: plain.value, positionOf: (path) => at(offsetOf(document, path)) };
}

/** The value as it would come from JSON; aliases that grow without end or contain themselves are refused. */
function plainValue(document: Document): { readonly value: unknown } | { readonly fault: string } {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    JSON.stringify(value);
    return { value };
  } catch (thrown) {
    return { fault: `aliases cannot be followed: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node = document.contents as Node | null | undefined;
  let offset = node?.range?.[0] ?? 0;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      node = node.items[Number(part)] as Node | undefined;
      if (!node) return offset;
      offset = node.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
