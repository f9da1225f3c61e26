/**
 * Versions of the protocol. The path names one, `/cx/1/…`, and is signed, so that nobody in between can change it; a
 * later one is served beside it under its own path. The header `cx-version` may say it too, and must say the same.
 */
import { fail, ok, type Result } from '@tongban/kernel'

/** Newest last. */
export const VERSIONS = ['1'] as const
export type Version = (typeof VERSIONS)[number]
export type VersionFault = { readonly code: 'versionNotSupported'; readonly supported: readonly Version[] }

const isVersion = (name: string): name is Version => VERSIONS.some((version) => version === name)
const refused = fail({ code: 'versionNotSupported', supported: VERSIONS } as const)

/** The version a path below the exchange names, as in `/exchange/cx/1/messages`; undefined where it names none. */
export const versionInPath = (path: string): string | undefined => /\/cx\/([^/]+)(?:\/|$)/.exec(path)?.[1]

export function chooseVersion(path: string, header: string | null): Result<Version, VersionFault> {
  const named = versionInPath(path) ?? header ?? VERSIONS[0]
  if (!isVersion(named) || (header !== null && header.trim() !== named)) return refused
  return ok(named)
}

/** The newest version both sides speak, or undefined: what the caller of `/.well-known/cx` goes on with. */
export const newestCommon = (theirs: readonly string[]): Version | undefined =>
  VERSIONS.findLast((version) => theirs.includes(version))
