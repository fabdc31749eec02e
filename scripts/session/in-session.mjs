import process from 'node:process';
import { command } from '../terminal/command.mjs';
import { run } from '../terminal/run.mjs';
import { openPrivateSession } from './private-session.mjs';

// Runs one program in a private session, and ends the session after it: `in-session.mjs PROGRAM ARGUMENT...`
await command(async ([program = process.execPath, ...args]) => {
  const session = await openPrivateSession();
  try {
    return (await run(program, args, { env: session.env })).code;
  } finally {
    await session.close();
  }
});
