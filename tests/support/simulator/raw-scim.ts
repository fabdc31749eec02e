import { startSimulator } from '../../../simulator/start-simulator.ts';
import { signedCaller, type WireAnswer } from './signed-caller.ts';
import { simulatorControls } from './simulator-controls.ts';

export const keySchemas = ['urn:ietf:params:scim:schemas:oracle:idcs:customerSecretKey'];

/** A simulator, and raw requests for the keys of its Default domain: Oracle's clients hide some of them, and cannot send others. */
export async function openRawScim() {
  const simulator = await startSimulator({ users: 60 });
  const controls = simulatorControls(simulator.url);
  const admin = signedCaller(simulator, 'ADMIN');
  const ordinary = signedCaller(simulator, 'USER');
  const base = `${simulator.domainUrl}/admin/v1`;
  const keys = `${base}/CustomerSecretKeys`;

  const find = async (userName: string): Promise<{ id: string; ocid: string }> => {
    const filter = encodeURIComponent(`userName eq "${userName}"`);
    return (await admin.call('GET', `${base}/Users?filter=${filter}`)).json.Resources[0];
  };
  const [ada, grace] = await Promise.all([find('ada.byron'), find('grace.hopper')]);
  return {
    simulator,
    controls,
    admin,
    ordinary,
    ada,
    grace,
    keys,
    myKeys: `${base}/MyCustomerSecretKeys`,
    /** Creates a key for Grace Hopper, unless `more` names another user. */
    create: (more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
      admin.call('POST', keys, {
        body: { schemas: keySchemas, displayName: 'ci-deploy', user: { ocid: grace.ocid }, ...more },
        headers,
      }),
    patch: (url: string, operations: object[], headers: Record<string, string> = {}) =>
      admin.call('PATCH', url, {
        body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations },
        headers,
      }),
    keysOfGrace: async () => (await controls.state('grace.hopper')).keys,
  };
}
export type RawScim = Awaited<ReturnType<typeof openRawScim>>;

/** The `messageId` of a SCIM error. */
export const messageIdOf = (answer: WireAnswer): unknown =>
  answer.json['urn:ietf:params:scim:api:oracle:idcs:extension:messages:Error']?.messageId;
