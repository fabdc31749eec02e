import { endAtNamedPoints } from '../support/faults/named-points.ts';

// SIGTERM in the middle of a creation, as at a log-out: the app takes its ordinary way out, and may first finish its work.
endAtNamedPoints('SIGTERM');
