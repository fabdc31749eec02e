import { success } from '../basics/outcome.ts';
import type { McAlias } from './json-merge.ts';
import type { ProfileFacts, ToolProfile } from './tool-piece.ts';

/** An alias of the MinIO client; `path: on` is path style. */
const mcAliasOf = ({
  accessKey,
  secretKey,
  place,
}: Pick<ProfileFacts, 'accessKey' | 'secretKey' | 'place'>): McAlias => ({
  url: place.endpoint,
  accessKey,
  secretKey,
  api: 'S3v4',
  path: 'on',
});

/**
 * An alias in `~/.mc/config.json`. `mc alias set` would do the same, with the secret in the process list and in the history. A file that
 * the person saves has what `mc alias import` reads: the value of the alias without its name.
 */
export const mcAlias: ToolProfile = {
  pieces(facts) {
    const alias = mcAliasOf(facts);
    const json = JSON.stringify(alias, null, '\t');
    const text = `${JSON.stringify(facts.name)}: ${json}\n`;
    const merge = { how: 'mc-alias', name: facts.name, alias } as const;
    return success([{ text, fileText: `${json}\n`, holdsSecret: true, target: { file: 'mc', merge } }]);
  },
  fileName: (name) => `mc-${name}.json`,
};
