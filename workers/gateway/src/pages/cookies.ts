import type { CookieName } from './visit.ts'

/**
 * The cookies of the pages: none is read by a script, none leaves for another origin, and over https their names begin with
 * `__Host-`, so that no neighbouring host can set one (RFC 6265bis 4.1.3.2). `signing` comes back from the identity provider
 * by a link, which `Lax` lets through.
 */
const NAMES = {
  session: 'tongban-session',
  view: 'tongban-view',
  form: 'tongban-form',
  signing: 'tongban-signing',
  pad: 'tongban-pad',
  seen: 'tongban-seen',
} as const satisfies Record<CookieName, string>

export const cookieName = (name: CookieName, isSecure: boolean) =>
  `${isSecure ? '__Host-' : ''}${NAMES[name]}`

/** `maxAge` in seconds; without it the cookie ends with the browser. */
export function cookieText(name: CookieName, value: string, isSecure: boolean, maxAge?: number): string {
  return [
    `${cookieName(name, isSecure)}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecure ? ['Secure'] : []),
    ...(maxAge === undefined ? [] : [`Max-Age=${maxAge}`]),
  ].join('; ')
}
