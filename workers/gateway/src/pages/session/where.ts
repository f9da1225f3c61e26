/**
 * Where to go after signing in: a path of this origin, never an address of another, however it is written; and none of
 * signing in itself, which would go round.
 */
export function pathWithin(to: string | null): string {
  if (to === null || to.length > LONGEST || !/^\/(?![/\\])[^\s\\\p{Cc}]*$/u.test(to)) return '/'
  const url = new URL(to, 'https://within.invalid')
  // `/.//elsewhere` is a path whose first dot goes away, and then the address of another.
  if (url.origin !== 'https://within.invalid' || url.pathname.startsWith('//')) return '/'
  return /^\/sign-(in|out)(\/|$)/.test(url.pathname) ? '/' : `${url.pathname}${url.search}`
}

/** It is kept in a cookie meanwhile. */
const LONGEST = 1_000
