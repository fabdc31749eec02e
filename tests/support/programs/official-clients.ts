import {
  CircuitBreaker,
  ConfigFileAuthenticationDetailsProvider,
  NoRetryConfigurationDetails,
  SessionAuthDetailProvider,
} from 'oci-common';
import { IdentityClient } from 'oci-identity';
import { IdentityDomainsClient } from 'oci-identitydomains';
import { afterEach, beforeEach, vi } from 'vitest';
import type { SimulatorAddresses } from '../../../simulator/start-simulator.ts';

/** Oracle's own clients, unmodified, signed in from the simulator's configuration file. Without retries, so that tests are quick. */
export function officialClients(simulator: SimulatorAddresses, profile: 'ADMIN' | 'USER' = 'ADMIN') {
  const authenticationDetailsProvider = new ConfigFileAuthenticationDetailsProvider(simulator.configFile, profile);
  return {
    ...clientsOf(simulator, authenticationDetailsProvider),
    tenancyId: authenticationDetailsProvider.getTenantId(),
    userId: authenticationDetailsProvider.getUser(),
    authenticationDetailsProvider,
  };
}

/** Oracle's own clients, signed in by a session profile of the OCI CLI. */
export function officialSessionClients(simulator: SimulatorAddresses, configFile: string, profile: string) {
  const provider = new SessionAuthDetailProvider(configFile, profile);
  return { ...clientsOf(simulator, provider), provider };
}

function clientsOf(
  simulator: SimulatorAddresses,
  authenticationDetailsProvider: ConfigFileAuthenticationDetailsProvider,
) {
  const configuration = {
    retryConfiguration: NoRetryConfigurationDetails,
    circuitBreaker: new CircuitBreaker({ disableClientCircuitBreaker: true }),
  };
  const identity = new IdentityClient({ authenticationDetailsProvider }, configuration);
  identity.endpoint = simulator.identityUrl;
  const domains = new IdentityDomainsClient({ authenticationDetailsProvider }, configuration);
  domains.endpoint = simulator.domainUrl;
  return { identity, domains };
}

/** Silences the console in each test of a file: the official clients write to it whenever a call fails. */
export function quietOfficialClients(): void {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.spyOn(console, 'info').mockImplementation(() => {});
  });
  afterEach(() => vi.restoreAllMocks());
}
