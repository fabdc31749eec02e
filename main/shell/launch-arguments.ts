/** What a command line may ask of Keydesk; everything else on it is Chromium's, or nobody's. */
export interface LaunchArguments {
  /** Start on the sample tenancy, signed in as its administrator. */
  readonly sample: boolean;
}

/** SECURITY line 33: parsed, never trusted. Exact words only: a second start hands over what anybody typed. */
export function parseLaunchArguments(argv: readonly string[]): LaunchArguments {
  return { sample: argv.includes('--sample') };
}
