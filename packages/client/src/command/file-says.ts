/**
 * What a licence file says in plain words beside its credential, held against what was verified. People read those words:
 * a file whose identifier, days or paper code are of another licence is not verified for what is signed in it.
 */
import type { Finding, Text, Verdict } from '@tongban/verifier'

/** The members of the file as they stand in it; they prove nothing and may be anything. */
export type FileSays = Readonly<Record<string, unknown>>

/** The identifier on the paper code, `null` where it is no genuine one, `undefined` where that could not be told. */
export type PaperReader = (text: string) => Promise<string | null | undefined>

export async function heldAgainst(verdict: Verdict, says: FileSays, paper: PaperReader): Promise<Verdict> {
  const { licence } = verdict
  // A region that was asked with the whole file has said so itself.
  if (licence === null || verdict.reasons.some(({ code }) => code === DIFFERS)) return verdict
  const differing = (['identifier', 'validFrom', 'validUntil'] as const).filter(
    (name) => says[name] !== undefined && says[name] !== licence[name],
  )
  const onPaper = typeof says.paper === 'string' ? await paper(says.paper) : licence.identifier
  const contradictions = [
    ...differing.map((name) => NAMES[name]),
    ...(onPaper === undefined || onPaper === licence.identifier ? [] : [NAMES.paper]),
  ]
  const notes = [
    ...(onPaper === undefined ? [PAPER_UNCHECKED] : []),
    ...otherwise(verdict, licence, says).map(({ zh, en }) => ({
      code: 'file:otherwise',
      zh: `文件所写的${zh}与证照不符，以证照为准。`,
      en: `The file gives another ${en} than the licence; the licence counts.`,
    })),
  ]
  const warnings = [...verdict.warnings, ...notes]
  if (contradictions.length === 0) return { ...verdict, warnings }
  const reasons = [...verdict.reasons, fileDiffers(contradictions)]
  return { ...verdict, valid: false, state: verdict.valid ? 'invalid' : verdict.state, reasons, warnings }
}

export const DIFFERS = 'file:differs'

const NAMES = {
  identifier: { zh: '标识', en: 'identifier' },
  validFrom: { zh: '生效日期', en: 'first day' },
  validUntil: { zh: '截止日期', en: 'last day' },
  paper: { zh: '纸质码', en: 'paper code' },
  type: { zh: '种类', en: 'type' },
  typeName: { zh: '种类名称', en: 'name of the type' },
  state: { zh: '状态', en: 'state' },
} as const satisfies Record<string, Text>

const fileDiffers = (names: readonly Text[]): Finding => ({
  code: DIFFERS,
  zh: `证照文件里的${names.map(({ zh }) => zh).join('、')}与签名的证照不一致，文件可能被改动或者拼接。请向持证人重新索取证照文件，或者请持证人亮证。`,
  en: `In the licence file ${names.map(({ en }) => en).join(', ')} does not agree with the licence that was signed; the file may have been changed or put together. Ask the holder for the file again, or for a one-time code.`,
})

const PAPER_UNCHECKED: Finding = {
  code: 'file:paperUnchecked',
  zh: '文件里的纸质码未能核验（信任名单里没有其密钥），请勿使用该纸质码。',
  en: 'The paper code in the file could not be verified (its key is not in the trust bundle); do not use it.',
}

/** What is only told to people: a licence may have ended since the file was saved. */
function otherwise(
  { state }: Verdict,
  { vct, typeName }: NonNullable<Verdict['licence']>,
  says: FileSays,
): readonly Text[] {
  const type = vct?.split(':').at(-2)
  const isOther = {
    type: says.type !== undefined && type !== undefined && says.type !== type,
    typeName: isText(says.typeName) && (says.typeName.zh !== typeName.zh || says.typeName.en !== typeName.en),
    state: typeof says.state === 'string' && state !== 'unknown' && stateOf(says.state) !== state,
  }
  return (['type', 'typeName', 'state'] as const).filter((name) => isOther[name]).map((name) => NAMES[name])
}

const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value

/** Annulled, cancelled, revoked, lapsed: to a verifier all of them have ended. */
const stateOf = (said: string): Verdict['state'] =>
  (['valid', 'suspended', 'expired', 'notYetValid'] as const).find((state) => state === said) ?? 'ended'
