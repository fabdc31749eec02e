import { success } from '../basics/outcome.ts';
import type { ToolProfile } from './tool-piece.ts';

const quoted = (text: string) => JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');

/**
 * The `s3` backend of Terraform 1.6 and later. The secret is not in it, since configurations are shared and stored: it comes from the AWS
 * profile of the same name, or from the environment. The skipped checks would ask AWS services that OCI does not have.
 */
export const terraformBackend: ToolProfile = {
  pieces({ name, place, bucket }) {
    const text = `terraform {
  backend "s3" {
    bucket    = ${quoted(bucket ?? 'YOUR-BUCKET')}
    key       = "terraform.tfstate"
    region    = ${quoted(place.region)}
    endpoints = { s3 = ${quoted(place.endpoint)} }

    # The keys of this profile in ~/.aws/credentials; without this line, those of the environment.
    profile = ${quoted(name)}

    use_path_style              = true
    skip_s3_checksum            = true
    skip_region_validation      = true
    skip_credentials_validation = true
    skip_requesting_account_id  = true
    skip_metadata_api_check     = true
  }
}
`;
    return success([{ text, holdsSecret: false, target: null }]);
  },
  fileName: () => 'backend.tf',
};
