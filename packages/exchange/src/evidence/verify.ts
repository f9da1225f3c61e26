/**
 * Checks the evidence of a case, offline and without any third party. Everything is reckoned from the bundle alone; whose
 * keys these are is known by comparing their thumbprints with pinned ones. Answers every fault it finds, never only the first.
 */
import { canonicalJson, fail, type Json, ok, type Result, sha256Hex } from '@tongban/kernel'
import { type Agreement, agreementName, agreementSchema, agreementText } from '../agreement.ts'
import type { Message, RegionCode } from '../message.ts'
import { readAgreementStatement } from '../wire/agreement-signature.ts'
import { checkDeliveryProof } from '../wire/delivery-proof.ts'
import { followingOf, NO_HEAD } from '../wire/digest.ts'
import { mayTell, messageSchema } from '../wire/envelope.ts'
import { type PartnerKey, wrongKeyIds } from '../wire/keys.ts'
import { checkReceipt } from '../wire/receipt.ts'
import { type EvidenceBundle, evidenceSchema } from './bundle.ts'
import { type CaseHead, headOf, type TimelineEntry, timelineOf } from './timeline.ts'

export type EvidenceFault = {
  /** What it is about: a message, a delivery, an agreement, a key, or the bundle. */
  readonly about: string
  readonly code:
    | 'notInForm'
    | 'otherRegions'
    | 'keyId'
    | 'notPinned'
    | 'agreementAltered'
    | 'agreementUnsigned'
    | 'noAgreement'
    | 'messageAltered'
    | 'otherCase'
    | 'notTheirs'
    | 'chainBroken'
    | 'notListed'
    | 'manifestAltered'
    | 'signature'
    | 'receipt'
    | 'verdict'
  readonly zh: string
  readonly en: string
}

export type EvidenceReport = {
  readonly caseNumber: string
  readonly regions: readonly RegionCode[]
  /** Thumbprints of the keys that signed anything in it, by region: to be compared with pinned ones. */
  readonly thumbprints: { readonly [region: RegionCode]: readonly string[] }
  readonly head: CaseHead
  readonly timeline: readonly TimelineEntry[]
  /** Messages that no receipt covers yet, and those whose second receipt has not come. */
  readonly unsent: number
  readonly unanswered: number
  /** Messages whose sealed content has been erased: their place is proved, what is left of them is not. */
  readonly erased: number
  readonly faults: readonly EvidenceFault[]
}

/** `pinned`: thumbprints the verifier holds of each region; without it the keys are what the bundle says they are. */
export async function verifyEvidence(
  input: unknown,
  pinned: { readonly [region: RegionCode]: readonly string[] } | null,
): Promise<Result<EvidenceReport, EvidenceFault>> {
  const parsed = evidenceSchema.safeParse(input)
  if (!parsed.success)
    return fail(
      said(
        'bundle',
        'notInForm',
        '不是证据包。',
        `Is no evidence: ${parsed.error.issues[0]?.path.join('.')}.`,
      ),
    )
  const bundle = parsed.data
  const faults: EvidenceFault[] = []
  const keys = new Map(bundle.regions.map((each) => [each.region, each.keys]))
  faults.push(...(await keyFaults(bundle, pinned)))
  const agreements = await checkAgreements(bundle, keys, faults)
  const messages = await readMessages(bundle, faults)
  const deliveries = await checkDeliveries(bundle, keys, faults)
  await checkMessages(bundle, { messages, deliveries, agreements, keys }, faults)
  const [first = '', second = ''] = bundle.regions.map(({ region }) => region).toSorted()
  const answered = messages.filter(({ verdict }) => verdict !== null).length
  return ok({
    caseNumber: bundle.caseNumber,
    regions: [first, second],
    thumbprints: Object.fromEntries([...keys].map(([region, list]) => [region, signersOf(bundle, list)])),
    head: headOf([first, second], messages),
    timeline: timelineOf(messages),
    unsent: messages.filter(({ delivery }) => delivery === null).length,
    unanswered: messages.length - answered,
    erased: bundle.messages.filter(({ erased }) => erased !== undefined).length,
    faults,
  })
}

type Keys = ReadonlyMap<RegionCode, readonly PartnerKey[]>
type ReadMessage = {
  readonly message: Message
  readonly digest: string
  readonly delivery: string | null
  readonly verdict: string | null
}

const signersOf = ({ deliveries }: EvidenceBundle, keys: readonly PartnerKey[]): readonly string[] =>
  keys
    .filter(({ kid, use }) => use === 'sign' && deliveries.some(({ keyId }) => keyId === kid))
    .map(({ kid }) => kid)

async function keyFaults(
  { regions, exportedBy }: EvidenceBundle,
  pinned: { readonly [region: RegionCode]: readonly string[] } | null,
): Promise<readonly EvidenceFault[]> {
  const faults: EvidenceFault[] = []
  const codes = regions.map(({ region }) => region)
  if (new Set(codes).size !== 2 || !codes.includes(exportedBy))
    faults.push(
      said(
        'bundle',
        'otherRegions',
        '应为两个地区，且出自其一。',
        'Must be of two regions, and from one of them.',
      ),
    )
  for (const { region, keys } of regions) {
    for (const kid of await wrongKeyIds(keys))
      faults.push(said(kid, 'keyId', '密钥与其指纹不符。', 'The key is not the one its thumbprint names.'))
    const known = pinned?.[region]
    if (pinned === null) continue
    for (const { kid, use } of keys)
      if (use === 'sign' && !(known ?? []).includes(kid))
        faults.push(
          said(
            kid,
            'notPinned',
            `不在您为 ${region} 指定的指纹之列。`,
            `Is not among the thumbprints you gave for ${region}.`,
          ),
        )
  }
  return faults
}

/** The agreements that hold, by name; each must be its own canonical text under the signatures of both. */
async function checkAgreements(
  { agreements, exportedAt }: EvidenceBundle,
  keys: Keys,
  faults: EvidenceFault[],
): Promise<ReadonlyMap<string, Agreement>> {
  const sound = new Map<string, Agreement>()
  for (const { id, version, document, signatures } of agreements) {
    const name = agreementName({ id, version })
    const read = agreementSchema.safeParse(jsonOf(document))
    if (!read.success || agreementText(read.data) !== document || agreementName(read.data) !== name) {
      faults.push(
        said(
          name,
          'agreementAltered',
          '协议文本不是签署时的文本。',
          'The agreement is not the text that was signed.',
        ),
      )
      continue
    }
    const digest = await sha256Hex(document)
    const signed = await Promise.all(
      signatures.map(async ({ region, token }) => {
        const statement = await readAgreementStatement(
          token,
          { region, keys: keys.get(region) ?? [] },
          Math.floor(exportedAt / 1000),
        )
        if (!statement.ok) return null
        const { act, agreement, digest: named } = statement.value
        return act === 'sign' && agreement === name && named === digest ? region : null
      }),
    )
    const missing = read.data.parties.filter(({ region }) => !signed.includes(region))
    for (const { region } of missing)
      faults.push(
        said(
          name,
          'agreementUnsigned',
          `没有 ${region} 的有效签名。`,
          `Has no signature of ${region} that holds.`,
        ),
      )
    if (missing.length === 0) sound.set(name, read.data)
  }
  return sound
}

async function readMessages(
  { messages, caseNumber }: EvidenceBundle,
  faults: EvidenceFault[],
): Promise<readonly ReadMessage[]> {
  const read: ReadMessage[] = []
  for (const [at, { body, erased, delivery, verdict }] of messages.entries()) {
    const parsed = messageSchema.safeParse(jsonOf(body))
    const about = parsed.success ? parsed.data.id : `messages/${at}`
    if (!parsed.success || canonicalJson(asJson(parsed.data)) !== body) {
      faults.push(said(about, 'messageAltered', '不是规范写法的消息。', 'Is no message in canonical form.'))
      continue
    }
    if (parsed.data.subject !== caseNumber)
      faults.push(said(about, 'otherCase', '是另一办件的消息。', 'Is a message of another case.'))
    read.push({ message: parsed.data, digest: erased ?? (await sha256Hex(body)), delivery, verdict })
  }
  return read
}

type Delivery = EvidenceBundle['deliveries'][number]

/** Deliveries that hold: the list is the one that was signed, by a key of the sender, and the receiver has receipted it. */
async function checkDeliveries(
  { deliveries, exportedAt }: EvidenceBundle,
  keys: Keys,
  faults: EvidenceFault[],
): Promise<ReadonlyMap<string, Delivery>> {
  const sound = new Map<string, Delivery>()
  for (const delivery of deliveries) {
    const { id, source, to } = delivery
    const senderKeys = keys.get(source) ?? []
    const receiverKeys = keys.get(to) ?? []
    const checked = await checkDeliveryProof(delivery, { senderKeys, receiverKeys, seenAt: exportedAt })
    const { isListed, isSigned, stored, proved } = checked
    if (!isListed)
      faults.push(
        said(id, 'manifestAltered', '清单不是签名所指的清单。', 'The list is not the one that was signed.'),
      )
    if (!isSigned)
      faults.push(said(id, 'signature', '发送方签名不成立。', 'The signature of the sender does not hold.'))
    if (stored === null)
      faults.push(said(id, 'receipt', '没有有效的接收回执。', 'Has no receipt that holds.'))
    if (proved !== null)
      sound.set(id, { ...delivery, manifest: [...proved].map(([each, digest]) => [each, digest]) })
  }
  return sound
}

type Sound = {
  readonly messages: readonly ReadMessage[]
  readonly deliveries: ReadonlyMap<string, Delivery>
  readonly agreements: ReadonlyMap<string, Agreement>
  readonly keys: Keys
}

async function checkMessages(
  { exportedAt }: EvidenceBundle,
  { messages, deliveries, agreements, keys }: Sound,
  faults: EvidenceFault[],
): Promise<void> {
  const heads = new Map<string, { readonly seq: number; readonly digest: string }>()
  for (const { message, digest, delivery, verdict } of messages.toSorted(
    (a, b) => a.message.seq - b.message.seq,
  )) {
    const { id, source, to, seq } = message
    if (!mayTell(message) || !keys.has(source) || !keys.has(to))
      faults.push(said(id, 'notTheirs', '发送方无权发出此消息。', 'The sender may not tell this.'))
    if (!agreements.has(message.agreement))
      faults.push(
        said(
          id,
          'noAgreement',
          '所称协议不在其中或未经双方签署。',
          'The agreement it names is not here, or not signed by both.',
        ),
      )
    if (followingOf(heads.get(source) ?? NO_HEAD, message) !== 'next')
      faults.push(
        said(
          id,
          'chainBroken',
          '不接续该方的上一条消息。',
          'Does not follow the message before it of this side.',
        ),
      )
    heads.set(source, { seq, digest })
    const brought = delivery === null ? null : deliveries.get(delivery)
    const listed =
      brought?.source === source && brought.manifest.some(([each, its]) => each === id && its === digest)
    if (delivery !== null && !listed)
      faults.push(
        said(id, 'notListed', '送达清单和回执中没有它。', 'Is not in a delivery that was receipted.'),
      )
    if (verdict === null) continue
    const read = await checkReceipt(verdict, {
      from: to,
      to: source,
      keys: keys.get(to) ?? [],
      seenAt: exportedAt,
    })
    const about = read.ok && read.value.said.kind !== 'stored' ? read.value.said : null
    if (about?.id !== id || about.digest !== digest)
      faults.push(said(id, 'verdict', '处理回执不成立。', 'The second receipt does not hold.'))
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const said = (about: string, code: EvidenceFault['code'], zh: string, en: string): EvidenceFault => ({
  about,
  code,
  zh,
  en,
})

/** Guarantee: a message is made of JSON values alone. */
const asJson = (message: Message) => message as Json & Message
