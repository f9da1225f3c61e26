import { hex } from '@tongban/kernel'
import * as z from 'zod'
import { instant, readJson } from '../facts/source-answer.ts'
import { HEX_DIGEST, line } from '../seals/seal-answer.ts'
import type { MadeRendition, RenditionOrder } from './rendition.ts'

/**
 * What a service for fixed-layout files may answer, and the checks it must pass before any of it is kept: it names the
 * licence it was sent, and each format once. A file that is handed over beside its address must have the digest it names;
 * it is checked and let go.
 */
const MEDIA_TYPES = { ofd: 'application/ofd', pdf: 'application/pdf' } as const
const FORMATS = ['ofd', 'pdf'] as const
const LONGEST_HREF = 1_000

/** An address is no key: whoever opens it shows the service who they are, and nothing secret stands in it. */
const href = z
  .url({ protocol: /^https$/ })
  .max(LONGEST_HREF)
  .refine((text) => {
    const { username, password, search, hash } = new URL(text)
    return [username, password, search, hash].every((part) => part === '')
  })

const rendition = z.strictObject({
  format: z.enum(FORMATS),
  mediaType: z.string(),
  digest: z.string().regex(HEX_DIGEST),
  href,
  bytes: z.base64().optional(),
  sealedBy: line(100),
  sealedAt: instant,
})

const answer = z.strictObject({
  identifier: z.string(),
  renditions: z.array(rendition).min(1).max(FORMATS.length),
})

/** The files, or undefined when the answer is not in the agreed form or is of another licence. */
export async function readRenditions(
  headers: Pick<Headers, 'get'>,
  bytes: Uint8Array,
  { identifier }: Pick<RenditionOrder, 'identifier'>,
): Promise<readonly MadeRendition[] | undefined> {
  const checked = answer.safeParse(await readJson(headers, bytes))
  if (!checked.success || checked.data.identifier !== identifier) return undefined
  const { renditions } = checked.data
  if (new Set(renditions.map(({ format }) => format)).size !== renditions.length) return undefined
  const whole = await Promise.all(renditions.map(isWhole))
  return whole.every(Boolean) ? renditions.map(({ bytes: _, ...kept }) => kept) : undefined
}

async function isWhole({ format, mediaType, digest, bytes }: z.infer<typeof rendition>): Promise<boolean> {
  if (mediaType !== MEDIA_TYPES[format]) return false
  if (bytes === undefined) return true
  const file = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', file))) === digest
}
