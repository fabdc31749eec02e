export interface NoProfilesProps {
  /** That there is no file, and where it was looked for; or that it holds nothing. */
  readonly happened: string;
}

/** No configuration file, or one without a profile: nothing is wrong, and this is how to get one. */
export const NoProfiles = ({ happened }: NoProfilesProps) => (
  <div className="welcome-none">
    <p>
      {happened} Look around in the sample tenancy first: it runs on this computer, and nothing there reaches Oracle.
    </p>
    <p>
      To sign in to your own tenancy, add an API key in Oracle’s Console under <em>My profile</em> › <em>API keys</em>,
      and save the lines that it shows as <code>~/.oci/config</code>.
    </p>
  </div>
);
