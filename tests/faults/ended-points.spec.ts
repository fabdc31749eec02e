import { endAtNamedPoints } from '../support/faults/named-points.ts';

// SIGTERM in the middle of a creation, as at a log-out: the app quits in its usual way, and may finish its work before it ends.
endAtNamedPoints('SIGTERM');
