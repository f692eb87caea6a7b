/** An element with what is in it. */
export interface Element {
  readonly tag: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const TAG = /^<(\/?)([A-Za-z][\w.-]*)((?:\s+[A-Za-z][\w.-]*="[^"<]*")*)\s*(\/?)>/;
const TEXT = /^[^<]+/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has none of these.
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/;

/** Reads XML of elements, double-quoted attributes and text, as the standard has it; throws when it is not well-formed. */
export function parseXml(xml: string): Element {
  if (FORBIDDEN.test(xml)) throw new Error('not well-formed: a character that XML cannot have');
  let rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/, '');
  const root: Element = { tag: '', attributes: {}, children: [], text: '' };
  const open = [root];
  while (rest !== '') {
    const inner = open.at(-1)!;
    const tag = TAG.exec(rest);
    const text = TEXT.exec(rest)?.[0];
    if (!tag && text === undefined) throw new Error(`not well-formed: ${rest.slice(0, 40)}`);
    rest = rest.slice((tag?.[0] ?? text!).length);
    if (!tag) {
      inner.text += decoded(text!);
      continue;
    }
    const [, isEnd, name, attributes, isEmpty] = tag;
    if (isEnd) {
      if (open.pop()!.tag !== name) throw new Error(`not well-formed: </${name}> closes <${inner.tag}>`);
      continue;
    }
    const element: Element = { tag: name!, attributes: attributesIn(attributes!), children: [], text: '' };
    inner.children.push(element);
    if (!isEmpty) open.push(element);
  }
  const isOneElement = open.length === 1 && root.children.length === 1 && root.text.trim() === '';
  if (!isOneElement) throw new Error('not well-formed: not one element');
  return root.children[0]!;
}

function attributesIn(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([A-Za-z][\w.-]*)="([^"]*)"/g)].map(([, name, value]) => [name!, decoded(value!)]);
  const attributes = Object.fromEntries(pairs) as Record<string, string>;
  if (Object.keys(attributes).length !== pairs.length) throw new Error('not well-formed: an attribute twice');
  return attributes;
}

function decoded(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(text) || text.includes(']]>')) {
    throw new Error(`not well-formed: ${text.slice(0, 40)}`);
  }
  return text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name]!);
}
