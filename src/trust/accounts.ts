/**
 * What exists once per cloud account, merged over the whole app: `deploy/bootstrap/<cloud>-<account>/`.
 * One folder a cloud beside this file; the table below is the registry.
 */
import type { Repository } from '../app';
import { awsAccountBootstrap } from './aws';
import { azureAccountBootstrap } from './azure';
import { gcpAccountBootstrap } from './gcp';
import type { AccountNeed, Bootstrap, TargetProblem } from '../targets/target';

/** Its files are named from the app's folder. */
export interface AccountBootstrap extends Bootstrap {
  readonly cloud: string;
  readonly account: string;
}

type Maker = (
  account: string, needs: readonly AccountNeed[], repository: Repository | undefined, directory: string, report: (problem: TargetProblem) => void,
) => Bootstrap;

const CLOUDS: Readonly<Record<AccountNeed['cloud'], Maker>> = {
  aws: awsAccountBootstrap,
  gcp: gcpAccountBootstrap,
  azure: azureAccountBootstrap,
};

export function accountBootstraps(
  needs: readonly AccountNeed[], repository: Repository | undefined, prefix: string, report: (problem: TargetProblem) => void,
): AccountBootstrap[] {
  const accounts = new Map(needs.map((need) => [`${need.cloud}-${need.account}`, need]));
  return [...accounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { cloud, account }]) => {
    const directory = `${prefix}deploy/bootstrap/${name}`;
    const { files, commands } = CLOUDS[cloud](account, needs, repository, directory, report);
    return { cloud, account, commands, files: files.map((file) => ({ ...file, path: `${directory}/${file.path}` })) };
  });
}
