import { endAtNamedPoints } from '../support/faults/named-points.ts';

// The app is killed in the middle of a creation.
endAtNamedPoints('SIGKILL');
