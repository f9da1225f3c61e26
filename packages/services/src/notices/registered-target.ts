import { fail, ok, type Result } from '@tongban/kernel'
import { isNonPublicAddress } from './address-ranges.ts'
import type { Resolver } from './resolver.ts'
import { allowedTarget, refuseTarget, type TargetRefusal } from './target.ts'

/**
 * Where a registered receiver's messages may go: a host of the region's own list, which by every address it has at this
 * moment is a public one. Decided before any connection, at registration and again before each message.
 */
export type TargetRules = {
  readonly environment: 'development' | 'production'
  /** Hosts the region has registered, in lower case. */
  readonly hosts: readonly string[]
  /** Null: nobody to ask. Outside development no name is then let through. */
  readonly resolver: Resolver | null
}

export async function registeredTarget(
  text: string,
  { environment, hosts, resolver }: TargetRules,
): Promise<Result<URL, TargetRefusal>> {
  const target = allowedTarget(text, environment)
  if (!target.ok) return target
  const host = target.value.hostname.replace(/\.+$/, '')
  if (!hosts.includes(host)) return refuseTarget('unregisteredHost')
  if (LITERAL.test(host)) return target
  if (resolver === null) return environment === 'development' ? target : refuseTarget('noResolver')
  const found = await resolver.resolve(host)
  if (!found.ok) return refuseTarget(found.failure === 'noSuchName' ? 'noSuchName' : 'resolverUnavailable')
  const isPublic = found.value.every((address) => {
    const read = hostOfAddress(address)
    return read !== null && !isNonPublicAddress(read)
  })
  return isPublic ? ok(target.value) : refuseTarget('resolvesPrivate')
}

/** All that any notation of an address needs: no zone, port, path or name. */
const ADDRESS = /^[\dA-Fa-fx.:]+$/
/** As the URL parser writes literal addresses. */
const LITERAL = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\])$/

/**
 * An address a resolver gave, as the URL parser writes it, so that it is judged in the same form as a literal one. Null for
 * whatever is no address: it is not let through.
 */
function hostOfAddress(text: string): string | null {
  if (!ADDRESS.test(text)) return null
  const host = URL.parse(`https://${text.includes(':') ? `[${text}]` : text}/`)?.hostname
  return host !== undefined && LITERAL.test(host) ? host : null
}

/** Whether the refusal may pass by itself: a name may come back, a resolver too. */
export const mayPass = ({ reason }: TargetRefusal): boolean =>
  reason === 'noSuchName' || reason === 'resolverUnavailable'

/** A name or an IPv4 address. */
const NAME = /^[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?$/i

/** Hosts of a configured list, `app.example.cn, hooks.example.cn`; names what is wrong, never a value. */
export function readHosts(text: string): Result<readonly string[], 'hosts'> {
  const hosts = text.split(/[\s,，]+/).filter((each) => each !== '')
  const read = hosts.map((host) => {
    const url = NAME.test(host) ? URL.parse(`https://${host}/`) : null
    return url !== null && url.host === host.toLowerCase() && url.pathname === '/' ? url.hostname : null
  })
  const whole = read.filter((host) => host !== null)
  return whole.length === read.length ? ok(whole) : fail('hosts')
}
