/** What a minute of a runner costs. `prices.json` is data: GitHub's price list, with its source. */
import data from './prices.json';
import { HOSTED } from '../rules/support/runners';

export interface Price {
  /** GitHub's name of the runner type on the bill: `linux`, `windows_8_core`. */
  readonly sku: string;
  readonly perMinute: number;
  /** Standard runners are free for public repositories, and use up the minutes of the plan; larger ones are always billed. */
  readonly standard: boolean;
}

const PER_MINUTE: Readonly<Record<string, number>> = data.perMinute;
const STANDARD: Readonly<Record<string, string>> = data.standardLabels;
const LARGER: Readonly<Record<string, string>> = data.largerLabels;

export const PRICE_SOURCE = `${data.source}, prices in ${data.currency} from ${data.validFrom} on`;
export const SKUS: readonly string[] = Object.keys(PER_MINUTE);

/** The price of a type by GitHub's name of it. */
export function priceOf(sku: string): Price | undefined {
  if (!Object.hasOwn(PER_MINUTE, sku)) return undefined;
  return { sku, perMinute: PER_MINUTE[sku], standard: ['linux_slim', 'linux', 'windows', 'macos'].includes(sku) };
}

/** The price of a label; undefined for one that GitHub does not define, such as that of a larger runner of one's own naming. */
export function priceOfLabel(label: string): Price | undefined {
  if (!HOSTED.has(label)) return undefined;
  const larger = find(LARGER, label);
  if (larger) return { ...priceOf(larger)!, standard: false };
  const sku = find(STANDARD, label);
  return sku === undefined ? undefined : { ...priceOf(sku)!, standard: true };
}

/** Self-hosted runners cost nothing at GitHub. */
export function isSelfHosted(labels: readonly string[]): boolean {
  return labels.includes('self-hosted');
}

/** Minutes of the plan's quota that a minute used up while that was documented. */
export function quotaMultiplier({ sku }: Price): number {
  const { linux, windows, macos } = data.quotaMultipliers;
  return sku.startsWith('windows') ? windows : sku.startsWith('macos') ? macos : linux;
}

function find(table: Readonly<Record<string, string>>, label: string): string | undefined {
  const pattern = Object.keys(table).find((key) => new RegExp(`^${key.replaceAll('*', '.+')}$`).test(label));
  return pattern && table[pattern];
}
