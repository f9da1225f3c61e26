/** What becomes of each message of a delivery, and the receipt of it: CX-38 … CX-46, CX-50 … CX-52. */
import { digestOf } from '../wire/canonical.ts'
import { type Delivery, type Disposition, type Envelope, signerOf } from '../wire/envelope.ts'
import { makeKey, thumbprintOf } from '../wire/keys.ts'
import { STORED, signJws } from '../wire/token.ts'
import type { Partner } from './partner.ts'

export function dispose(delivery: Delivery, partner: Partner): Disposition[] {
  const { isBroken, inbox, turnedAway } = partner
  const poison = delivery.messages.find((message) => !isWellFormed(message))
  const opened = new Set<string>()
  return delivery.messages.map((message): Disposition => {
    const { id, subject } = message
    const own = refusalOf(message, partner, opened)
    const code = isBroken('CX-38') && poison !== undefined ? 'poisonedNeighbour' : own
    if (code === undefined) opened.add(subject)
    if (code !== undefined) {
      const isOld = turnedAway.has(id)
      turnedAway.add(id)
      return isOld && isBroken('CX-41')
        ? { id, state: 'repeated' }
        : { id, state: 'refused', code, detail: `未收存 not stored: ${code}` }
    }
    const state = inbox.has(id) ? 'repeated' : 'stored'
    inbox.set(id, digestOf(message))
    return { id, state }
  })
}

/** Why a message is not stored. `opened`: cases that a message before it in this delivery has opened. */
function refusalOf(message: Envelope, partner: Partner, opened: ReadonlySet<string>): string | undefined {
  const { isBroken, inbox, agreed, other, region } = partner
  const { id, subject, source, to, agreement, type, data } = message
  if (!isWellFormed(message) && !isBroken('CX-42')) return 'malformed'
  if ((source !== other()?.region || to !== region) && !isBroken('CX-43')) return 'wrongParties'
  const stored = inbox.get(id)
  if (stored !== undefined) {
    if (stored === digestOf(message)) return undefined
    return isBroken('CX-40') ? undefined : 'digestMismatch'
  }
  if (agreement !== agreed.agreement && !isBroken('CX-44')) return 'noAgreement'
  const isOpening = type === 'case.submitted'
  const isAgreed = agreed.items.includes(String(data.itemCode))
  if (isOpening && !isAgreed && !isBroken('CX-45')) return 'noAgreement'
  if (!isOpening && !partner.cases.has(subject) && !opened.has(subject))
    return isBroken('CX-46') && subject === partner.foreignCase ? 'ofAnotherPartner' : 'notShared'
  return undefined
}

const TYPE =
  /^(?:case\.(?:submitted|accepted|refused|returned|supplement-requested|supplement-provided|withdrawn|clock-paused|clock-resumed|clock-extended|deadline-told|decided|result-delivered|closed|urged|evaluated)|licence\.transfer-(?:offered|taken))$/
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

const isWellFormed = ({ specversion, id, type, time, seq, previous, data }: Envelope) =>
  specversion === '1.0' &&
  UUID.test(id) &&
  TYPE.test(type) &&
  INSTANT.test(time) &&
  Number.isSafeInteger(seq) &&
  seq >= 1 &&
  /^[0-9a-f]{64}$/.test(previous) &&
  typeof data === 'object'

/** The SET by which it says what it has stored (§8). */
export function receiptFor(
  { messages }: Delivery,
  dispositions: readonly Disposition[],
  txn: string | undefined,
  { region, other, keys, now, isBroken, happens }: Partner,
): string {
  const known = signerOf(keys, now())
  const key = isBroken('CX-50') || happens('forged-receipt') ? makeKey('sign', 0) : known
  const listed = messages.flatMap((message, at) => {
    const state = dispositions[at]?.state
    if (state !== 'stored' && !(state === 'repeated' && !isBroken('CX-39'))) return []
    const digest = digestOf(message)
    return [[message.id, isBroken('CX-52') ? '0'.repeat(64) : digest]]
  })
  return signJws(
    { alg: 'EdDSA', typ: 'secevent+jwt', kid: thumbprintOf(known.jwk) },
    {
      iss: region,
      aud: isBroken('CX-51') ? region : other()?.region,
      iat: Math.floor(now() / 1000),
      jti: crypto.randomUUID(),
      txn,
      events: { [STORED]: { messages: listed } },
    },
    key,
  )
}
