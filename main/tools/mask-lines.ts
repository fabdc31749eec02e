import { MASK } from './tool-piece.ts';

/** The options of an old profile whose values may be shown. The list names the harmless ones, since an unknown option may be a secret. */
const HARMLESS = new Set(
  `access_key accessKey access_key_id aws_access_key_id account acl addressing_style api aws_account_id bucket_location chunk_size
  disable_checksum duration_seconds endpoint endpoint_url env_auth force_path_style host_base host_bucket license
  location_constraint max_attempts max_concurrent_requests mfa_serial multipart_chunksize multipart_chunk_size_mb
  multipart_threshold no_check_bucket output path payload_signing_enabled preferred_transfer_client provider region
  request_checksum_calculation response_checksum_validation retry_mode role_arn role_session_name s3 services
  signature_v2 signature_version source_profile sso_account_id sso_region sso_role_name sso_session storage_class type
  upload_cutoff url use_accelerate_endpoint use_dualstack_endpoint use_https use_path_style v2_auth version`.split(
    /\s+/,
  ),
);

const OPTION = /^(\s*"?([\w.-]+)"?\s*[=:]\s*)(.*)$/;
/** In a harmless option's value, signs of a secret: a user and password before the host, or anything after a `?`. */
const TELLS_MORE = /[@?]/;

/**
 * The lines of a profile that is to be replaced, as the person may see them. Names of options stay, and so do values that are known to be
 * no secret. Comments are left out, since people put old keys into them.
 */
export function maskLines(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const trimmed = line.trim();
      if (trimmed === '' || /^\[[^\]]*\]$|^[{}[\],]+$/.test(trimmed)) return line;
      if (/^[#;]/.test(trimmed)) return `${trimmed.charAt(0)} ${MASK}`;
      const [, head = '', option = '', value = ''] = OPTION.exec(line) ?? [];
      if (head === '') return MASK;
      const isShown = value === '' || value === '{' || (HARMLESS.has(option) && !TELLS_MORE.test(value));
      return head + (isShown ? value : MASK);
    })
    .join('\n');
}
