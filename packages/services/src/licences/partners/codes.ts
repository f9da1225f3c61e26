import type { TrustedRegion } from '@tongban/verifier'

/**
 * Port: one-time codes 亮证码 of partner regions. A code is known to the region alone that made it, whose address stands in the
 * QR; it is asked of that region where it is trusted here, and of nobody else, whatever address is shown.
 */
export type CodeAnswer =
  /** What it said, as JSON; whether it is a verdict is for whoever asked. */
  | { readonly state: 'answered'; readonly body: unknown }
  | { readonly state: 'failed'; readonly reason: string }

/** `asker`: who asks, as `signAsker` has signed it. */
export type AskedCode = { readonly code: string; readonly asker: string | undefined }

export interface CodeSource {
  redeem(issuer: string, asked: AskedCode): Promise<CodeAnswer>
}

/** The partner whose origin the scanned address names; undefined for a code alone, one's own, and strangers'. */
export function partnerOfCode(
  regions: readonly TrustedRegion[],
  ownIssuer: string,
  scanned: string,
): TrustedRegion | undefined {
  const text = scanned.trim()
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const { origin } = new URL(text)
  return regions.find(({ issuer }) => issuer !== ownIssuer && new URL(issuer).origin === origin)
}
