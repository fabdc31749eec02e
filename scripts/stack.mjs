import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { checkout } from './project/checkout.mjs';

const out = resolve(process.argv[2] ?? join(checkout, 'out'));
/** A position in a built file, as a stack names it. */
const POSITION =
  /(?:file:\/\/|app:\/\/keydesk)?[^\s()]*?\/(?:out\/)?((?:main|renderer|preload|assets)\/[\w.-]+\.c?js):(\d+):(\d+)/g;

/** @type {Map<string, SourceMap | null>} */
const maps = new Map();

/** @param {string} file */
function mapOf(file) {
  if (!maps.has(file)) {
    try {
      maps.set(file, new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8'))));
    } catch {
      maps.set(file, null);
    }
  }
  return maps.get(file) ?? null;
}

// Reads a stack, or a whole log, and prints it with positions in the sources: `npm run --silent stack < main.log`. The build in
// `out/`, or in the folder of the first argument, must be the build that wrote the log.
const input = await text(process.stdin);
process.stdout.write(
  input.replace(POSITION, (built, name, line, column) => {
    const file = join(out, name.startsWith('assets/') ? join('renderer', name) : name);
    const found = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!found || !('originalSource' in found) || !found.originalSource) return built;
    const source = relative(checkout, resolve(dirname(file), found.originalSource));
    return `${source.startsWith('..') ? basename(source) : source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  }),
);
