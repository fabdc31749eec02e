/** The answer to a command line that was not understood. */
export const usageLine =
  'Usage: keydesk credentials NAME | keydesk exec NAME -- COMMAND... | keydesk list [--json] | keydesk accounts [--json] | keydesk policy [--json] | keydesk ledger verify [FILE] | keydesk report [OPTIONS] | keydesk --help | keydesk --version';

/** `keydesk --help`. It says how each variable overrides the person's own settings. */
export const helpText = `Keydesk: customer secret keys of Oracle Cloud. Without a command it opens its window.

  keydesk list [--json]              the keys that are kept on this computer, without their secrets
  keydesk credentials NAME           the access key and the secret key of one of them, as JSON
  keydesk exec NAME -- COMMAND...    runs a command that finds the key in its environment
  keydesk report [OPTIONS]           every customer secret key of the tenancy, by age
  keydesk accounts [--json]          who is signed in, with what, and until when
  keydesk policy [--json]            what your company prescribes, and where that stands
  keydesk ledger verify [FILE]       whether every line of the ledger of rotations, or of a copy, is as it was written
  keydesk --help, keydesk --version

A key is kept on this computer with "Keep on this computer" in Keydesk's window. Its secret rests in the keychain of this
computer, which may ask you whether Keydesk may read it. That the window is locked makes no difference here.

credentials PRINTS THE SECRET KEY IN CLEAR TEXT. It is made for the credential_process setting of AWS tools, which read it
through a pipe. Do not let it write to a file, a log or the screen.

exec gives the command AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL_S3, S3_ENDPOINT_URL, AWS_REGION and
AWS_DEFAULT_REGION; AWS_REQUEST_CHECKSUM_CALCULATION and AWS_RESPONSE_CHECKSUM_VALIDATION, with the value when_required; and
AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT, with the value false. It takes away
AWS_PROFILE, AWS_DEFAULT_PROFILE, AWS_SESSION_TOKEN, AWS_SECURITY_TOKEN and AWS_CREDENTIAL_EXPIRATION, which would win over
them. The command, and whatever it starts, can read the secret key.

report reads every key of every identity domain that the account can see. It shows no secret, and changes nothing. Options:
  --account NAME      an account of Keydesk's window; without it, the account that was used last
  --profile NAME      instead of an account: a profile of an OCI configuration file; --config FILE names the file
  --domain NAME       this domain only
  --max-age DAYS      a key is overdue when it is older (90)
  --expiring DAYS     tells the keys that expire within so many days (14)
  --format FORMAT     table (the keys that need something done), csv or json (every key)
  --output FILE       writes the file as a whole, over one that is there; without it, standard output
ledger verify names the first line that does not fit. Exit codes: 0 whole, 1 failed or not understood, 2 a line does not fit.

Exit codes of report: 0 no key is overdue, 1 failed or not understood, 2 keys are overdue, 3 the report is not whole.

Exit code of policy: 1 where a policy is there and something of it cannot be used. It is printed all the same.

Exit codes: 0 done, 1 failed, 2 not understood. exec gives the command's own: 128 + N where signal N has ended it, 127 where
it was not found, 126 where it could not be started.
`;
