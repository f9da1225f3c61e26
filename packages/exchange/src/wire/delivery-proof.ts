/**
 * What is left of a delivery when it is over: the text that was signed, the signature, the list it names, and the receipt.
 * By these alone it is known years later who sent which messages, and that the other side has stored them.
 */
import * as z from 'zod'
import { headerOfDigest } from './content-digest.ts'
import { hexDigest, region, uuid } from './data.ts'
import { type Manifest, manifestDigestOf } from './digest.ts'
import { isSignedBy } from './ed25519.ts'
import { importPublic, type PartnerKey, signingKeyOf } from './keys.ts'
import { checkReceipt } from './receipt.ts'

/** Compact JWS, as far as its length tells. */
const token = z.string().min(1).max(100_000)

export const deliveryProofSchema = z.strictObject({
  id: z.string().max(128),
  source: region,
  to: region,
  base: z.string().max(20_000),
  signature: z.string().max(200),
  keyId: z.string().max(64),
  manifest: z.array(z.tuple([uuid, hexDigest])).max(50),
  receipt: token,
})
export type DeliveryProof = z.output<typeof deliveryProofSchema>

/** Keys of the sender and of the receiver, old ones too; when it is looked at, epoch ms. */
export type ProofCheck = {
  readonly senderKeys: readonly PartnerKey[]
  readonly receiverKeys: readonly PartnerKey[]
  readonly seenAt: number
  /** How far the time of the receipt may lie ahead. */
  readonly aheadSeconds?: number
}

export type CheckedProof = {
  /** The list is the one that was signed, and between these two. */
  readonly isListed: boolean
  readonly isSigned: boolean
  /** What was receipted; null: no receipt holds. */
  readonly stored: Manifest | null
  /** Sent and receipted, where all of it holds; null: it proves nothing. */
  readonly proved: Manifest | null
}

export async function checkDeliveryProof(
  { source, to, base, signature, keyId, manifest, receipt }: DeliveryProof,
  { senderKeys, receiverKeys, seenAt, ...ahead }: ProofCheck,
): Promise<CheckedProof> {
  const lines = componentsIn(base)
  const isListed =
    lines.get('"cx-manifest"') === headerOfDigest(await manifestDigestOf(manifest)) &&
    lines.get('"cx-from"') === source &&
    lines.get('"cx-to"') === to
  const params = paramsIn(lines.get('"@signature-params"') ?? '')
  const seen = Math.floor(seenAt / 1000)
  const key =
    params?.keyId === keyId
      ? signingKeyOf(senderKeys, keyId, { madeAt: params.created, seenAt: seen })
      : undefined
  const isSigned = key !== undefined && (await holds(base, signature, key))
  const read = await checkReceipt(receipt, { from: to, to: source, keys: receiverKeys, seenAt, ...ahead })
  const stored = read.ok && read.value.said.kind === 'stored' ? read.value.said.messages : null
  const proved = isListed && isSigned && stored !== null ? both(manifest, stored) : null
  return { isListed, isSigned, stored, proved }
}

/** What was both sent and receipted. */
const both = (sent: Manifest, stored: Manifest): Manifest =>
  sent.filter(([id, digest]) => stored.some((other) => other[0] === id && other[1] === digest))

/** The lines of a signature base (RFC 9421 §2.5), by component identifier; one that stands twice counts for nothing. */
function componentsIn(base: string): ReadonlyMap<string, string> {
  const lines = base.split('\n').map((line) => {
    const at = line.indexOf(': ')
    return [line.slice(0, at), line.slice(at + 2)] as const
  })
  const names = lines.map(([name]) => name)
  return new Map(lines.filter(([name]) => names.indexOf(name) === names.lastIndexOf(name)))
}

/** When and by which key a request was signed, as its signature states; undefined where it is no request of CX/1. */
function paramsIn(line: string): { readonly created: number; readonly keyId: string } | undefined {
  const created = /;created=(\d{1,12})(?:;|$)/.exec(line)?.[1]
  const keyId = /;keyid="([\w-]{43})"(?:;|$)/.exec(line)?.[1]
  const tagged = /;tag="cx-1"(?:;|$)/.test(line)
  return created === undefined || keyId === undefined || !tagged
    ? undefined
    : { created: Number(created), keyId }
}

async function holds(base: string, signature: string, { jwk }: PartnerKey): Promise<boolean> {
  const bytes = base64Of(signature)
  if (bytes === undefined) return false
  return isSignedBy(await importPublic(jwk), bytes, new TextEncoder().encode(base))
}

/** 64 bytes in base64, written in the one way there is. */
function base64Of(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]{85}[AQgw]==$/.test(text)) return undefined
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
