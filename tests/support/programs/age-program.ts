import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs a program in a separate terminal and answers each of its questions, since `age` asks for passphrases only in a terminal. The
 * arguments name the program, and the variable `ANSWER` has the answer.
 */
const AT_A_TERMINAL = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
said = b''
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    said += piece
    if piece.rstrip(b' ').endswith(b':'):
        os.write(terminal, os.environb[b'ANSWER'] + b'\\n')
sys.stdout.buffer.write(said)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

async function run(program: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stderr.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  return { code: Number(code), said };
}

export interface AgeProgram {
  /** A new key pair: the file of the private key, and the public one. */
  keygen(): Promise<{ readonly file: string; readonly identity: string; readonly publicKey: string }>;
  encrypt(content: Buffer, to: readonly string[]): Promise<Buffer>;
  encryptWithPassphrase(content: Buffer, passphrase: string, options?: readonly string[]): Promise<Buffer>;
  /** Throws age's own message if it does not open the file. */
  decrypt(file: Buffer, identityFile: string): Promise<Buffer>;
  decryptWithPassphrase(file: Buffer, passphrase: string): Promise<Buffer>;
  remove(): void;
}

/** The system's own `age` program, with its files in a temporary folder. */
export function openAgeProgram(): AgeProgram {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-age-'));
  let count = 0;
  const fresh = (ending: string) => {
    count += 1;
    return join(folder, `${count}.${ending}`);
  };

  async function age(content: Buffer, args: readonly string[], passphrase: string | null = null): Promise<Buffer> {
    const [from, to] = [fresh('in'), fresh('out')];
    writeFileSync(from, content);
    const command = [...args, '-o', to, from];
    const { code, said } =
      passphrase === null
        ? await run('age', command)
        : await run('python3', ['-c', AT_A_TERMINAL, 'age', ...command], { ANSWER: passphrase });
    if (code !== 0) throw new Error(`age ended with ${code}: ${said}`);
    return readFileSync(to);
  }

  return {
    async keygen() {
      const file = fresh('key');
      const { code, said } = await run('age-keygen', ['-o', file]);
      if (code !== 0) throw new Error(`age-keygen ended with ${code}: ${said}`);
      const text = readFileSync(file, 'utf8');
      const identity = /^AGE-SECRET-KEY-1\w+$/m.exec(text)?.[0] ?? '';
      const publicKey = /public key: (\w+)/.exec(text)?.[1] ?? '';
      return { file, identity, publicKey };
    },
    encrypt: (content, to) => age(content, ['-e', ...to]),
    encryptWithPassphrase: (content, passphrase, options = []) => age(content, ['-p', ...options], passphrase),
    decrypt: (file, identityFile) => age(file, ['-d', '-i', identityFile]),
    decryptWithPassphrase: (file, passphrase) => age(file, ['-d'], passphrase),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
