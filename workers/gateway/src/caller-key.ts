/**
 * By what a caller is counted against floods: the address that the platform states, for IPv6 the /64 that one
 * subscriber holds. A token would be a poor key, since it has not been verified here and a flood could bring a new
 * one with each request. The count is approximate (per place of the platform, eventually consistent), so nothing with
 * legal effect hangs on it.
 */
export function callerKey(address: string | undefined): string {
  if (!address) return 'unknown'
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head.split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
  const full = [
    ...groups,
    ...Array<string>(Math.max(missing, 0)).fill('0'),
    ...(tail ?? '').split(':').filter(Boolean),
  ]
  return `${full
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

/** The period of the limit in wrangler.toml: after it the caller is let in again. */
export const LIMIT_PERIOD_SECONDS = 10
