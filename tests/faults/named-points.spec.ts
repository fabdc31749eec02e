import { endAtNamedPoints } from '../support/faults/named-points.ts';

// Killed in the middle of a creation.
endAtNamedPoints('SIGKILL');
