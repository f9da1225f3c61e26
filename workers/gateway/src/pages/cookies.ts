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
  answer: 'tongban-answer',
} as const satisfies Record<CookieName, string>

/** Of the address that is asked. Two regions on one machine have one host, whose cookies know of no port (RFC 6265 8.5). */
export const cookieName = (name: CookieName, { protocol, port }: Pick<URL, 'protocol' | 'port'>) =>
  protocol === 'https:' ? `__Host-${NAMES[name]}` : `${NAMES[name]}${port === '' ? '' : `-${port}`}`

/** `maxAge` in seconds; without it the cookie ends with the browser. */
export function cookieText(
  name: CookieName,
  value: string,
  at: Pick<URL, 'protocol' | 'port'>,
  maxAge?: number,
): string {
  return [
    `${cookieName(name, at)}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(at.protocol === 'https:' ? ['Secure'] : []),
    ...(maxAge === undefined ? [] : [`Max-Age=${maxAge}`]),
  ].join('; ')
}
