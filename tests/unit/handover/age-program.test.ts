import { Decrypter, Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import {
  encryptForRecipient,
  encryptWithPassphrase,
  openForIdentity,
  openWithPassphrase,
} from '../../../main/handover/age-file.ts';
import { createPassphrases, typedPassphrase } from '../../../main/handover/passphrase.ts';
import { LITTLE_WORK } from '../../support/parts/little-work.ts';
import { setUpAgeProgram } from '../../support/parts/set-up-age-program.ts';

// Against the `age` program of this system, in both directions: neither a recipient nor a sender needs Keydesk.

const content = Buffer.from('# Key name: “ci-deploy”\naws_secret_access_key = 8fYq+w/3Zx==\n');
const { age, pair } = setUpAgeProgram();

describe('the age program', () => {
  it('opens a file that we encrypt for a public key', async () => {
    expect(await age().decrypt(await encryptForRecipient(pair().publicKey, content), pair().file)).toEqual(content);
  });

  it('opens a file that we encrypt with a passphrase, with the words as they are told', async () => {
    const passphrases = createPassphrases();
    const told = passphrases.make('handle').words.join('-');
    const file = await encryptWithPassphrase(
      passphrases.copyOf(passphrases.idOf('handle') ?? Symbol()) ?? Buffer.alloc(0),
      content,
      LITTLE_WORK,
    );
    expect(await age().decryptWithPassphrase(file, told)).toEqual(content);
    await expect(age().decryptWithPassphrase(file, `${told}-abandon`)).rejects.toThrow('incorrect passphrase');
  });

  it('does not open a file that we encrypt for another key', async () => {
    const { publicKey } = await age().keygen();
    await expect(age().decrypt(await encryptForRecipient(publicKey, content), pair().file)).rejects.toThrow(
      'no identity matched',
    );
  });
});

describe('Keydesk', () => {
  const identity = () => Buffer.from(pair().identity);

  it.each([
    ['binary', []],
    ['armored', ['-a']],
  ])('opens what the age program locks for its public key, %s', async (_form, options) => {
    const file = await age().encrypt(content, ['-r', pair().publicKey, ...options]);
    expect(await openForIdentity(file, identity())).toEqual({ ok: true, value: content });
  });

  it('opens a file that is encrypted for several public keys, one of them its own', async () => {
    const { publicKey } = await age().keygen();
    const file = await age().encrypt(content, ['-r', publicKey, '-r', pair().publicKey]);
    expect(await openForIdentity(file, identity())).toEqual({ ok: true, value: content });
  });

  it('opens an armored file that went through mail: other line ends, empty lines around it', async () => {
    const file = await age().encrypt(content, ['-a', '-r', pair().publicKey]);
    const mailed = Buffer.from(`\r\n${file.toString().replaceAll('\n', '\r\n')}\r\n`);
    expect(await openForIdentity(mailed, identity())).toEqual({ ok: true, value: content });
  });

  it.each([
    ['binary', []],
    ['armored', ['-a']],
  ])('opens what the age program locks with a passphrase, %s', async (_form, options) => {
    const words = 'legal-winner-thank-year-wave-sausage-worth-useful-legal-winner';
    const file = await age().encryptWithPassphrase(content, words, options);
    expect(
      await openWithPassphrase(
        file,
        typedPassphrase(' Legal winner thank year wave\nsausage worth useful legal Winner '),
      ),
    ).toEqual({
      ok: true,
      value: content,
    });
  });

  it('and the library agree about passphrases, in both directions', async () => {
    const decrypter = new Decrypter();
    decrypter.addPassphrase('zoo-zoo');
    expect(await decrypter.decrypt(await encryptWithPassphrase(Buffer.from('zoo-zoo'), content, LITTLE_WORK))).toEqual(
      new Uint8Array(content),
    );
    const encrypter = new Encrypter();
    encrypter.setPassphrase('zoo-zoo');
    encrypter.setScryptWorkFactor(LITTLE_WORK);
    const file = await encrypter.encrypt(new Uint8Array(content));
    expect(await openWithPassphrase(file, Buffer.from('zoo-zoo'))).toEqual({ ok: true, value: content });
  });
});
