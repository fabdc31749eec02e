/** No configuration file, or one without a profile: nothing is wrong, and this is how to get one. */
export const NoProfiles = ({ file }: { readonly file: string | null }) => (
  <div className="welcome-none">
    <p>
      {file === null ? (
        'This computer has no OCI configuration file yet.'
      ) : (
        <>
          <code>{file}</code> has no profile.
        </>
      )}{' '}
      Look around in the sample tenancy first: it runs on this computer, and nothing there reaches Oracle.
    </p>
    <p>
      To sign in to your own tenancy, add an API key in Oracle’s Console under <em>My profile</em> › <em>API keys</em>,
      and save the configuration that it shows as <code>~/.oci/config</code>.
    </p>
  </div>
);
