/** What Kubernetes accepts as names, labels and keys; by its own validation (apimachinery's `validation` package). */

/** A DNS label of RFC 1035: Services ask for a letter first, so every object's name does. */
export const DNS_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
/** A DNS label of RFC 1123: namespaces may begin with a digit. */
export const NAMESPACE = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** Names of secrets, issuers and gateways: DNS labels joined by dots. */
export const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
export const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const KEY_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
export const SECRET_KEY = /^[-._a-zA-Z0-9]+$/;
export const MAX_LABEL = 63;
export const MAX_SUBDOMAIN = 253;

/** A label's or annotation's key: `[prefix/]name`. */
export function isQualifiedName(key: string): boolean {
  const [name, prefix, ...rest] = key.split('/').reverse();
  if (rest.length || name.length > MAX_LABEL || !KEY_NAME.test(name)) return false;
  return prefix === undefined || (prefix.length <= MAX_SUBDOMAIN && SUBDOMAIN.test(prefix));
}
