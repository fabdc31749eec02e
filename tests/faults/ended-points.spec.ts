import { endAtNamedPoints } from '../support/faults/named-points.ts';

// Told to end in the middle of a creation, as at a log-out: the app goes by its way out, and may finish what it does before.
endAtNamedPoints('SIGTERM');
