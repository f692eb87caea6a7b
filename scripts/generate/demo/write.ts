import { Document, isMap, isSeq } from 'yaml';

/** A part of the file: some entries of the input under a comment, or one of its lists. */
export type Section =
  | { readonly comment: string; readonly entries: Readonly<Record<string, unknown>> }
  | { readonly list: string; readonly chapters: readonly ListChapter[] };

/** Entries of a list that belong together, under what there is to tell about them. */
export interface ListChapter {
  readonly story: string;
  readonly entries: readonly unknown[];
}

/** The sections as YAML, each entry of a list on a line of its own. */
export function written(sections: readonly Section[]): string {
  return sections.map((section) => ('list' in section ? listText(section) : entriesText(section))).join('\n');
}

function entriesText({ comment, entries }: Extract<Section, { comment: string }>): string {
  const lines = Object.entries(entries).map(([key, value]) => {
    const isLong = Array.isArray(value) && typeof value[0] === 'object';
    return isLong ? `${key}:\n${value.map(entryText).join('')}` : `${key}: ${flowText(value)}\n`;
  });
  return `# ${comment}\n${lines.join('')}`;
}

function listText({ chapters, list }: Extract<Section, { list: string }>): string {
  const texts = chapters.map(({ entries, story }) => {
    const comment = story === '' ? '' : `  # ${story[0]!.toUpperCase()}${story.slice(1)}\n`;
    return comment + entries.map(entryText).join('');
  });
  return `${list}:\n${texts.join('')}`;
}

function entryText(entry: unknown): string {
  return `  - ${flowText(entry)}\n`;
}

function flowText(value: unknown): string {
  const document = new Document(value);
  if (isMap(document.contents) || isSeq(document.contents)) document.contents.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}
