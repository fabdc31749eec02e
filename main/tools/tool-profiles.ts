import { awsOnDemand, awsProfile } from './aws-profile.ts';
import { cyberduckProfile } from './cyberduck-profile.ts';
import { dotenv, posixShell, powerShell, resticEnvironment } from './environment.ts';
import { hadoopS3a } from './hadoop-s3a.ts';
import { kubernetesSecret, veleroLocation } from './kubernetes-secret.ts';
import { mcAlias } from './mc-alias.ts';
import { rcloneRemote } from './rclone-remote.ts';
import { s3cmdConfig } from './s3cmd-config.ts';
import { terraformBackend } from './terraform-backend.ts';
import type { ToolProfiles } from './tool-piece.ts';
import { webForm } from './web-form.ts';

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
  'web-form': webForm,
  kubernetes: kubernetesSecret,
  velero: veleroLocation,
  restic: resticEnvironment,
  s3a: hadoopS3a,
};
