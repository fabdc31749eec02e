import { expect, test } from 'vitest';
import { success } from '../../../main/basics/outcome.ts';
import { hashReceiptCode, makeReceiptCode } from '../../../main/handover/receipt-code.ts';
import { createEnterReceipts } from '../../../main/rotation/campaign/receipts.ts';
import type { LedgerLine } from '../../../main/rotation/ledger-line.ts';
import { type Plan, reducePlan } from '../../../main/rotation/plan.ts';
import type { Account } from '../../../main/signin/account.ts';
import { chosen, exampleFacts, nextId } from '../../support/parts/rotation-lines.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

test('a receipt of another tenancy’s campaign confirms nothing, and names none of its users', async () => {
  const code = makeReceiptCode();
  const line = { v: 1, at: '2026-01-01T00:00:00.000Z', by: null, previous: '', hash: '', ...chosen(nextId()) };
  const plan = { ...unwrap(reducePlan(null, line as LedgerLine)), phase: 'handed-over' } as Plan;
  const written: unknown[] = [];
  let tenancyOcid = 'ocid1.tenancy.oc1..other';
  const enterReceipts = createEnterReceipts({
    ledger: { plans: () => [plan], append: async (...events) => success(written.push(...events) && null) as never },
    book: {
      packet: () => ({
        file: '1.age',
        sha256: '',
        here: false,
        folder: null,
        lock: 'recipient',
        receipt: hashReceiptCode(code),
      }),
    },
    words: { remove: async () => success(null) },
    account: () => ({ ...exampleFacts.account, tenancyOcid }) as Account,
  });
  expect(unwrap(await enterReceipts(code))).toMatchObject({ confirmed: [], already: 0, unknown: [code] });
  expect(written).toEqual([]);
  tenancyOcid = exampleFacts.account.tenancyOcid;
  expect(unwrap(await enterReceipts(code)).confirmed).toEqual([plan]);
});
