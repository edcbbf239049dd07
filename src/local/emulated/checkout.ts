/** actions/checkout: the working tree of this machine, with its uncommitted changes. */
import * as path from 'path';
import { ActionInput, Emulation } from './emulation';
import { copyTree } from '../workspace';

export function checkout(action: ActionInput): Emulation {
  const { root, workspace, inPlace } = action.leg.around.folders;
  const repository = action.input('repository');
  if (repository !== undefined && repository !== action.env.GITHUB_REPOSITORY) return { done: `${repository} is another repository; nothing is fetched`, skipped: true };
  const ref = action.input('ref');
  const instead = ref === undefined ? '' : `; the ref ${ref} is not fetched`;
  const outputs = { commit: action.env.GITHUB_SHA ?? '', ref: action.env.GITHUB_REF ?? '' };
  const folder = action.input('path');
  if (inPlace && folder !== undefined) return { done: `the working tree cannot be put into ${folder} while the job runs in it`, skipped: true };
  if (inPlace) return { done: `the working tree itself${instead}`, outputs };
  const to = path.resolve(workspace, folder ?? '.');
  if (to !== workspace && !to.startsWith(`${workspace}${path.sep}`)) return { done: `${folder} is outside of the workspace`, failed: true };
  const files = copyTree(root, to);
  return { done: `a copy of the working tree, ${files} files${instead}`, outputs };
}
