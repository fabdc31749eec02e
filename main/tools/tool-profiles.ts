import { awsOnDemand } from './aws-on-demand.ts';
import { awsProfile } from './aws-profile.ts';
import { cyberduckProfile } from './cyberduck-profile.ts';
import { dotenv, posixShell, powerShell } from './environment.ts';
import { mcAlias } from './mc-alias.ts';
import { rcloneRemote } from './rclone-remote.ts';
import { s3cmdConfig } from './s3cmd-config.ts';
import { terraformBackend } from './terraform-backend.ts';
import type { ToolProfiles } from './tool-piece.ts';

/** Every tool that Keydesk writes profiles for. */
export const toolProfiles: ToolProfiles = {
  aws: awsProfile,
  'aws-on-demand': awsOnDemand,
  rclone: rcloneRemote,
  s3cmd: s3cmdConfig,
  mc: mcAlias,
  terraform: terraformBackend,
  dotenv,
  'posix-shell': posixShell,
  powershell: powerShell,
  cyberduck: cyberduckProfile,
};
