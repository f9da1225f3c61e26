/** Whether the code printed on a paper licence is genuine: without a network, with the status list at hand. */
import { startOfDay } from './civil-date.ts'
import type { FindingCode } from './finding.ts'
import { parseIdentifier } from './identifier.ts'
import { type PaperParts, paperKeyHint, paperSigningInput, readPaper } from './paper.ts'
import { checkSignature } from './signature.ts'
import { keyFault, type OpenKey, type OpenRegion, trustFinding } from './trust.ts'
import { type Asking, answer, type Genuine, LEEWAY_SECONDS } from './verdict.ts'
import type { Verdict } from './wire.ts'

export type VerifyPaper = Asking & {
  /** What the QR code holds. */
  readonly text: string
}

const DAY_SECONDS = 86_400

export async function verifyPaper(input: VerifyPaper): Promise<Verdict> {
  return answer(await authenticate(input), input)
}

async function authenticate(input: VerifyPaper): Promise<Genuine | FindingCode> {
  const { text, trust, now, leewaySeconds = LEEWAY_SECONDS } = input
  if (trustFinding(trust, now) === 'trust:outOfGrace') return 'trust:outOfGrace'
  const parts = readPaper(text)
  if (parts === undefined) return 'paper:malformed'
  const { record } = parts
  const region = [...trust.issuers.values()].find((each) => each.region === record.region)
  if (region === undefined) return 'issuer:unknown'
  const key = await signerOf(parts, region, input)
  if (typeof key === 'string') return key
  if (record.iat > now / 1000 + leewaySeconds) return 'credential:issuedInFuture'
  return describe(parts, region, key)
}

/** The key that signed it, of those of the region the hint points to. */
async function signerOf(
  { record, body, signature }: PaperParts,
  region: OpenRegion,
  { now, sm2 }: VerifyPaper,
): Promise<OpenKey | FindingCode> {
  let reason: FindingCode = 'key:unknown'
  for (const key of region.open.values()) {
    if (key.use !== 'paper' || paperKeyHint(key.kid) !== record.keyHint) continue
    const unusable = keyFault(key, 'paper', record.iat, now)
    if (unusable !== undefined) {
      reason = unusable
      continue
    }
    const outcome = await checkSignature(key, paperSigningInput(body), signature, sm2)
    if (outcome === 'holds') return key
    reason = outcome === 'fails' ? 'signature:invalid' : 'signature:unsupported'
  }
  return reason
}

function describe({ record }: PaperParts, region: OpenRegion, key: OpenKey): Genuine {
  const parts = parseIdentifier(record.identifier)
  const typeCode = parts?.typeCode ?? ''
  const typeName = record.typeName ?? typeCode
  return {
    region,
    licence: {
      identifier: record.identifier,
      vct: null,
      typeCode,
      // The code holds no English name: its number says which type it is.
      typeName: { zh: typeName, en: `licence of type ${typeCode}` },
      validFrom: record.validFrom,
      validUntil: record.validUntil,
    },
    issuer: {
      region: region.region,
      regionName: region.name,
      authority: record.authority ?? region.name.zh,
      authorityCode: parts?.issuer ?? '',
      kid: key.kid,
      alg: key.alg,
      also: [],
    },
    claims: {
      holder: record.holder,
      ...(record.holderNumber === null ? {} : { holderNumber: record.holderNumber }),
    },
    from: startOfDay(record.validFrom),
    until: record.validUntil === null ? undefined : startOfDay(record.validUntil) + DAY_SECONDS,
    place: { uri: region.statusBase + String(record.status.list), idx: record.status.index },
    demonstration: record.demonstration,
    warnings: ['paper:copy'],
  }
}
