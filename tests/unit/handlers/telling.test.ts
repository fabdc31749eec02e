import { describe, expect, it } from 'vitest';
import { openSecretStateSchema } from '../../../bridge/values/secret.ts';
import { createTelling } from '../../../main/handlers/telling.ts';

describe('telling the page', () => {
  it('hands the value on', () => {
    const told: string[] = [];
    createTelling(() => {})((value: string) => told.push(value))('state');
    expect(told).toEqual(['state']);
  });

  it('throws nothing into what tells it, and reports the defect', () => {
    const defects: unknown[] = [];
    const tell = createTelling((error) => defects.push(error))((state: unknown) => openSecretStateSchema.parse(state));
    expect(() => tell({ secret: { ownerName: 'x'.repeat(2000) } })).not.toThrow();
    expect(defects).toHaveLength(1);
  });
});
