import { join } from 'node:path';
import process from 'node:process';
import { checkout } from '../../../scripts/project/checkout.mjs';

/** The folder for reports and pictures: `out/` of the checkout, also if the tests run in a staged tree. */
export const outputFolder = process.env['KEYDESK_OUTPUT'] ?? join(checkout, 'out');
