/**
 * How partner regions come in: by a signature over the request (RFC 9421) in place of a token. What signatures are is known
 * to whoever gives the door a `PartnerGate`; the door sees to it that nothing of a request is used before its signature has
 * been found to hold, that its body is the one that was signed, and that every answer is signed, problems too.
 */
import { type Actor, type Failure, fail, type Ok, ok, type Result } from '@tongban/kernel'
import type { readBody } from './body.ts'

/** What a signature that holds has said; handed to the handler. */
export type Signed = {
  /** Region that signed. */
  readonly partner: string
  /** RFC 9421 signature base, the signature over it in base64, and the thumbprint of the key. */
  readonly base: string
  readonly signature: string
  readonly keyId: string
  readonly nonce: string
  /** Until when the nonce must be remembered for the request to be taken once, epoch ms. */
  readonly nonceExpiresAt: number
  /** When it was signed by the sender's clock, epoch ms. */
  readonly createdAt: number
  /** As in the header; null: a request without a body. */
  readonly contentDigest: string | null
  /** SHA-256 in hex of what the header `cx-manifest` stands for. */
  readonly manifestDigest: string | null
  readonly idempotencyKey: string | null
}

export type PartnerGate = {
  /** Who signed the request, by its head alone: the body of a stranger is not read. */
  readonly verify: (request: Request) => Promise<Result<Signed, Failure>>
  readonly checkBody: (signed: Signed, bytes: Uint8Array) => Promise<Result<void, Failure>>
  /** The same answer, signed. */
  readonly sign: (request: Request, response: Response) => Promise<Response>
  /** What a path that leads nowhere is told instead of `notFound`, where there is something better to say. */
  readonly strange: (request: Request) => Failure | null
}

/** A partner whose signature holds: who it is, what was signed, and how the body, read already, is read. */
export type PartnerCalling = {
  readonly actor: Ok<Actor>
  readonly signed: Signed
  readonly read: () => Promise<Result<Uint8Array<ArrayBuffer>, Failure>>
}

/** 8–128 visible ASCII characters. */
export const isIdempotencyKey = (text: string): boolean => /^[\x21-\x7e]{8,128}$/.test(text)

/** Who calls by a signature, and with the very body that was signed. */
export async function partnerCalling(
  gate: PartnerGate,
  request: Request,
  limitBytes: number,
  read: typeof readBody,
): Promise<Result<PartnerCalling, Failure>> {
  const signed = await gate.verify(request)
  if (!signed.ok) return signed
  // Receipts name it, and whoever reads them knows of no other form.
  const { idempotencyKey } = signed.value
  if (idempotencyKey !== null && !isIdempotencyKey(idempotencyKey))
    return fail({ code: 'idempotencyKeyMissing' })
  const bytes = await read(request, limitBytes)
  if (!bytes.ok) return bytes
  const checked = await gate.checkBody(signed.value, bytes.value)
  if (!checked.ok) return checked
  const actor = ok<Actor>({ kind: 'partner', subject: signed.value.partner })
  return ok({ actor, signed: signed.value, read: async () => bytes })
}
