import type { Attempt } from '../../bridge/values/usage.ts';

/** What S3 clients do when they accept a key. */
export const isAccepted = ({ finding }: Attempt): boolean => finding === 'works' || finding === 'works-without-listing';
