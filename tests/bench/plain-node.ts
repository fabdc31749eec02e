import type { SimulatorAddresses } from '../../simulator/start-simulator.ts';
import { measureCreations } from './create-key.ts';
import { measureSigning } from './signing.ts';

// A program for plain Node: `client-and-sdk.ts` bundles and runs it, with the simulator's addresses as its argument.
const simulator = JSON.parse(process.argv[2] ?? '') as SimulatorAddresses;
const figures = [...(await measureSigning()), ...(await measureCreations(simulator))];
process.stdout.write(`${JSON.stringify(figures)}\n`);
