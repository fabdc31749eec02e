import { endAtNamedPoints } from '../support/named-points.ts';

// Killed in the middle of a creation.
endAtNamedPoints('SIGKILL');
