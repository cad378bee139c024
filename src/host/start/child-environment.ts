import { join } from 'node:path';

/** Variables that hold or find credentials; a function that declares them has none here all the same. */
const CREDENTIALS =
  /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN|PROFILE|CONTAINER_|WEB_IDENTITY_)/i;

/** Without which programs do not start on Windows. */
const SYSTEM = ['SystemRoot', 'SystemDrive', 'windir'];

/**
 * All that a started function sees: what it declares and what Lambda sets. Nothing of this process, no credentials, and an empty home.
 *
 * @param home an empty folder.
 */
export function isolatedEnvironment(
  declared: Readonly<Record<string, string>>,
  folder: string,
  home: string,
): Readonly<Record<string, string>> {
  const system = SYSTEM.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]] as const],
  );
  const given = Object.entries(declared).filter(([name]) => !CREDENTIALS.test(name));
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    ...Object.fromEntries(system),
    ...Object.fromEntries(given),
    LAMBDA_TASK_ROOT: folder,
    HOME: home,
    USERPROFILE: home,
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials'),
    AWS_CONFIG_FILE: join(home, 'config'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
