import { join } from 'node:path';
import process from 'node:process';
import { checkout } from '../../../scripts/project/checkout.mjs';

/** Where tests leave what is to be looked at: `out/` of the checkout, also where they run in a staged tree. */
export const outputFolder = process.env['KEYDESK_OUTPUT'] ?? join(checkout, 'out');
