import { describe, expect, it } from 'vitest';
import { failureSchema } from '../../../bridge/values/failure.ts';
import { toFailure } from '../../../main/handlers/failure-sentences.ts';
import type { Problem } from '../../../main/handlers/problem.ts';
import { span } from '../../../main/handlers/sentences-service.ts';

const oracle = { requestId: 'R-1', host: 'identity.eu-frankfurt-1.oci.oraclecloud.com', delivery: 'answered' } as const;
const lost = { ...oracle, kind: 'timed-out', delivery: 'unknown', seconds: 30 } as const;
const file = '/home/ada/.oci/config';

const problems: Problem[] = [
  { kind: 'config-missing', file },
  { kind: 'config-unreadable', file, reason: 'permission denied' },
  { kind: 'config-malformed', file, line: 7, reason: 'there is no =' },
  { kind: 'profile-unknown', file, profile: 'ci@prod' },
  { kind: 'profile-incomplete', file, profile: 'ci@prod', missing: ['user', 'fingerprint', 'key_file'] },
  { kind: 'profile-session-token', file, profile: 'ci@prod', expires: null },
  { kind: 'region-unknown', region: 'mars', reason: 'no such region' },
  { kind: 'endpoint-refused', endpoint: 'http://evil.example', reason: 'plain http leaves this computer' },
  { kind: 'key-missing', file: '/home/ada/key.pem' },
  { kind: 'key-unreadable', file: '/home/ada/key.pem', reason: 'not a PEM' },
  { kind: 'passphrase-needed', file: '/home/ada/key.pem' },
  { kind: 'passphrase-wrong', file: '/home/ada/key.pem' },
  { kind: 'fingerprint-mismatch', keyFile: '/home/ada/key.pem', expected: 'aa:bb', found: 'cc:dd' },
  { kind: 'signed-out' },
  { kind: 'account-unknown', account: 'a1' },
  { kind: 'vault-failed', reason: 'locked' },
  { kind: 'sample-failed', reason: 'it ended with code 1' },
  { kind: 'settings-failed', reason: 'no space left on device' },
  { ...oracle, kind: 'unreachable', delivery: 'not-sent', reason: 'no such host' },
  lost,
  { ...oracle, kind: 'certificate', delivery: 'not-sent', reason: 'self-signed' },
  { ...oracle, kind: 'cancelled', delivery: 'unknown' },
  { ...oracle, kind: 'redirected' },
  { ...oracle, kind: 'not-authenticated', message: 'Failed to verify the HTTP(S) Signature' },
  { ...oracle, kind: 'clock-skew', seconds: -400 },
  { ...oracle, kind: 'not-allowed', message: 'You are not authorized.' },
  { ...oracle, kind: 'not-found', message: 'Authorization failed or requested resource not found.' },
  { ...oracle, kind: 'conflict', message: 'IncorrectState' },
  { ...oracle, kind: 'changed-meanwhile', message: 'NoEtagMatch' },
  { ...oracle, kind: 'too-many-requests', retryAfterSeconds: 90 },
  { ...oracle, kind: 'rejected', status: 400, message: '' },
  { ...oracle, kind: 'service-error', delivery: 'unknown', status: 503, message: '' },
  { ...oracle, kind: 'unexpected-answer', delivery: 'unknown', what: 'it is not JSON' },
  { ...oracle, kind: 'secret-missing', delivery: 'unknown', keyId: 'k1', accessKey: '4f1c' },
  { kind: 'domain-unknown', domainId: 'd1' },
  { kind: 'user-unknown', ocid: 'ocid1.user', requestId: 'R-2' },
  { kind: 'key-limit', limit: 2, names: ['ci-deploy', 'backup-nas'] },
  { kind: 'name-invalid', why: 'empty' },
  { kind: 'expiry-invalid' },
  { kind: 'not-offered' },
  { kind: 'creation-unclear', cause: lost, keyName: 'ci-deploy' },
  { kind: 'creation-lost', cause: lost, keyName: 'ci-deploy', keyId: 'k1', accessKey: '4f1c' },
  { kind: 'not-created', cause: lost },
  { kind: 'journal-failed', reason: 'no space left on device' },
  { kind: 'secret-gone' },
  { kind: 'secret-not-stored', keyName: 'ci-deploy' },
  { kind: 'secret-open', keyName: 'ci-deploy' },
  { kind: 'clipboard-failed', reason: 'no display' },
  { kind: 'internal', reference: 'ab12cd34' },
];

describe('the words of a failure', () => {
  it.each(problems.map((problem) => [problem.kind, problem] as const))(
    'are whole sentences for %s',
    (_kind, problem) => {
      const failure = toFailure(problem);
      expect(failureSchema.safeParse(failure).success).toBe(true);
      for (const sentence of [failure.happened, failure.meaning, failure.remedy]) {
        if (sentence === null) continue;
        expect(sentence).toMatch(/^[A-Z~/\w].*[.?!…]$/su);
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object|\.\.(?!\/)/);
      }
    },
  );

  it('carry Oracle’s request id, also when Oracle’s answer is only the cause', () => {
    expect(toFailure({ ...oracle, kind: 'redirected' }).requestId).toBe('R-1');
    expect(toFailure({ kind: 'not-created', cause: lost }).requestId).toBe('R-1');
    expect(toFailure({ kind: 'signed-out' }).requestId).toBeNull();
  });

  it('say by how much and which way the clock is off', () => {
    expect(toFailure({ ...oracle, kind: 'clock-skew', seconds: 900 }).happened).toContain('15 minutes ahead of');
    expect(toFailure({ ...oracle, kind: 'clock-skew', seconds: -400 }).happened).toContain('7 minutes behind');
  });

  it('name the line of a malformed file', () => {
    expect(toFailure({ kind: 'config-malformed', file, line: 7, reason: 'there is no =' }).happened).toContain(
      'Line 7',
    );
  });

  it('are cut where the service says far too much', () => {
    const failure = toFailure({ ...oracle, kind: 'rejected', status: 400, message: 'x'.repeat(100_000) });
    expect(failureSchema.safeParse(failure).success).toBe(true);
  });

  it('give spans in the unit that a person would use', () => {
    expect([1, 45, 300, 7200, 200_000].map(span)).toEqual(['1 second', '45 seconds', '5 minutes', '2 hours', '2 days']);
  });
});
