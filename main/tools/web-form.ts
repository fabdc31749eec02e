import { success } from '../basics/outcome.ts';
import type { ToolProfile, ToolValue } from './tool-piece.ts';

/**
 * The values for an S3 form in a web page or a device's settings, one by one. Some forms want the endpoint without `https://`. The words
 * are those of most forms. The bucket is there only if it is known.
 */
export const webForm: ToolProfile = {
  pieces({ accessKey, secretKey, place, bucket }) {
    const values: readonly ToolValue[] = [
      { label: 'Endpoint', text: place.endpoint },
      { label: 'Host', text: new URL(place.endpoint).host },
      { label: 'Region', text: place.region },
      { label: 'Access key', text: accessKey },
      { label: 'Secret key', text: secretKey, isSecret: true },
      ...(bucket === null ? [] : [{ label: 'Bucket', text: bucket }]),
      { label: 'Path style', text: 'yes' },
    ];
    const text = values.map((value) => `${value.label}: ${value.text}\n`).join('');
    return success([{ text, values, holdsSecret: true, target: null }]);
  },
  fileName: (name) => `${name.replace(/[^\p{L}\p{N}_.-]+/gu, '-').replace(/^[.-]+/, '')}.txt`,
};
