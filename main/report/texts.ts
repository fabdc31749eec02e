import { searchable } from './search-text.ts';

const END = '\u0000';
interface Block {
  readonly whole: string;
  /** Where each text ends. */
  readonly ends: Uint32Array;
}

function join(texts: readonly string[]): Block {
  const ends = new Uint32Array(texts.length);
  let end = -1;
  for (const [at, text] of texts.entries()) {
    end += text.length + 1;
    ends[at] = end;
  }
  return { whole: texts.join(END), ends };
}

const textIn = ({ whole, ends }: Block, at: number) => whole.slice(at === 0 ? 0 : (ends[at - 1] ?? 0) + 1, ends[at]);

/**
 * Texts by number, joined in blocks. Two hundred thousand separate strings need a third more memory, slow down each garbage collection, and
 * take ten times as long to search. @param blockTexts as many as one block holds: 160 kB of access keys
 */
export function createTexts(blockTexts = 4096) {
  const blocks: Block[] = [];
  /** The blocks that are searched, in the form of `searchable`: the same block if that changes nothing. */
  const searchBlocks: (Block | null)[] = [];
  /** The texts that are in no block yet. */
  let open: string[] = [];
  /** The texts that were changed after their block had been made. */
  const changed = new Map<number, string>();

  const size = () => blocks.length * blockTexts + open.length;

  const at = (index: number): string => {
    const block = blocks[Math.floor(index / blockTexts)];
    if (block === undefined) return open[index - blocks.length * blockTexts] ?? '';
    return changed.get(index) ?? textIn(block, index % blockTexts);
  };

  function searchBlock(index: number): Block {
    const known = searchBlocks[index];
    if (known) return known;
    const block = blocks[index] ?? join([]);
    const isSearchable = searchable(block.whole) === block.whole;
    const made = isSearchable ? block : join(Array.from(block.ends, (_, text) => searchable(textIn(block, text))));
    searchBlocks[index] = made;
    return made;
  }

  return {
    size,
    at,
    push(text: string): number {
      open.push(text);
      if (open.length === blockTexts) {
        blocks.push(join(open));
        open = [];
      }
      return size() - 1;
    },

    set(index: number, text: string): void {
      const place = index - blocks.length * blockTexts;
      if (place >= 0) open[place] = text;
      else if (at(index) !== text) changed.set(index, text);
    },

    /** Puts changed texts into their blocks, after all texts have come. */
    settle(): void {
      const stale = new Set([...changed.keys()].map((index) => Math.floor(index / blockTexts)));
      for (const block of stale) {
        blocks[block] = join(Array.from({ length: blockTexts }, (_, text) => at(block * blockTexts + text)));
        searchBlocks[block] = null;
      }
      changed.clear();
      for (const block of blocks.keys()) searchBlock(block);
    },

    /** Visits the number of each text that contains `wanted`, a text from `searchable`. */
    search(wanted: string, visit: (index: number) => void): void {
      if (wanted === '' || wanted.includes(END)) return;
      for (const number of blocks.keys()) {
        const { whole, ends } = searchBlock(number);
        const first = number * blockTexts;
        let text = 0;
        for (let from = whole.indexOf(wanted); from !== -1; from = whole.indexOf(wanted, (ends[text] ?? 0) + 1)) {
          text = textOf(ends, from, text);
          if (changed.size === 0 || !changed.has(first + text)) visit(first + text);
        }
      }
      for (const [index, text] of changed) if (searchable(text).includes(wanted)) visit(index);
      for (const [place, text] of open.entries()) {
        if (searchable(text).includes(wanted)) visit(blocks.length * blockTexts + place);
      }
    },
  };
}

export type Texts = ReturnType<typeof createTexts>;

/** The number of the text, from `low` on, that has the offset `place`. `ends`: the offset of each text's end. */
function textOf(ends: Uint32Array, place: number, low: number): number {
  let high = ends.length - 1;
  let text = low;
  while (text < high) {
    const middle = (text + high) >>> 1;
    if ((ends[middle] ?? 0) < place) text = middle + 1;
    else high = middle;
  }
  return text;
}

/**
 * Finds the number of a text. A Map would hold a second string for each. @param texts the texts to be found; `add` each of them after it
 * was pushed
 */
export function createTextNumbers(texts: Pick<Texts, 'at'>) {
  let hashes = new Int32Array(1024);
  /** Numbers plus one, each at the place of its hash, or at the next free place after that. 0: free. */
  let places = new Int32Array(2048);
  let size = 0;

  function place(index: number): void {
    const mask = places.length - 1;
    let at = (hashes[index] ?? 0) & mask;
    while (places[at] !== 0) at = (at + 1) & mask;
    places[at] = index + 1;
  }

  return {
    /** The first text that is equal to this one and that `is` accepts. */
    find(text: string, is: (index: number) => boolean = () => true): number | undefined {
      const hash = hashOf(text);
      const mask = places.length - 1;
      for (let at = hash & mask; places[at] !== 0; at = (at + 1) & mask) {
        const index = (places[at] ?? 0) - 1;
        if (hashes[index] === hash && is(index) && texts.at(index) === text) return index;
      }
      return;
    },

    /** Adds the next text: texts are added in the order of their numbers. */
    add(text: string): void {
      if (size === hashes.length) {
        const more = new Int32Array(2 * size);
        more.set(hashes);
        hashes = more;
        places = new Int32Array(4 * size);
        for (let index = 0; index < size; index += 1) place(index);
      }
      hashes[size] = hashOf(text);
      place(size++);
    },
  };
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
