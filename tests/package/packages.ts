import { join } from 'node:path';
import process from 'node:process';
import { checkout } from '../../scripts/project/checkout.mjs';

/** The folders that `npm run package` and `npm run package -- --for-tests` make, by platform. */
const folders: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux-unpacked',
  win32: 'win-unpacked',
  darwin: process.arch === 'arm64' ? 'mac-arm64' : 'mac',
};
const programs: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'keydesk',
  win32: 'Keydesk.exe',
  darwin: 'Keydesk.app/Contents/MacOS/Keydesk',
};

const folder = join(checkout, 'dist', folders[process.platform] ?? 'unpacked');
const program = programs[process.platform] ?? 'keydesk';

export const forUsers = { folder, program: join(folder, program) };
export const forTests = { folder: `${folder}-e2e`, program: join(`${folder}-e2e`, program) };
