import { type Deadline, MESSAGE_TYPES, type MessageType, MODES } from '@tongban/exchange'
import {
  contentsOfCase,
  type HandoverRow,
  type PartnerNameRow,
  partnersOfCase,
  type RowsOf,
} from '@tongban/store'
import type { Text } from '@tongban/verifier'
import type { LoadedCase, Relation } from '../cases/load.ts'
import type { Context } from '../context.ts'
import { type Content, openContent, reasonsIn } from './at-receiving/content.ts'

/**
 * A case two regions have a part in, as its readers see it on either side: whose it is now, the four instants of the
 * hand-over, the limit as the handling region reckons it, and what that region has told in words. One read more, of such
 * cases alone.
 */
export type HandoverView = {
  /** `receiving` 收件地 or `handling` 办理地: what this region is in it. */
  readonly side: string
  readonly partner: Text & { readonly region: string }
  readonly mode: Text & { readonly code: string }
  /** The agreement 协同协议, `id@version`. */
  readonly agreement: string
  readonly custody: Text & { readonly code: string }
  readonly receivedAt: number
  readonly transferredAt: number
  readonly handlerReceivedAt: number | null
  readonly acceptedAt: number | null
  readonly decidedAt: number | null
  readonly closedAt: number | null
  readonly deadline: Deadline | null
  readonly told: readonly ToldView[]
}

export type ToldView = Text & {
  /** Number of the message among those of that region. */
  readonly seq: number
  readonly type: string
  readonly reasons: Content['reasons']
  readonly documents: Content['documents']
  readonly licences: readonly (Omit<Content['licences'][number], 'credential'> & {
    /** For its holder alone. */
    readonly credential: string | null
  })[]
}

/** Who the partners are, and what they have told. */
export const handoverRows = (caseNumber: string) =>
  [partnersOfCase({ caseNumber }), contentsOfCase({ caseNumber })] as const

export async function handoverViews(
  ctx: Context,
  { row: { caseNumber }, handovers, relation }: Pick<LoadedCase, 'row' | 'handovers' | 'relation'>,
  /** The rows of `handoverRows`, where they were read with the case. */
  held: RowsOf<ReturnType<typeof handoverRows>> | null = null,
): Promise<readonly HandoverView[]> {
  if (handovers.length === 0) return []
  const [names, contents] = held ?? (await ctx.database.read(handoverRows(caseNumber)))
  const mayRead = READERS.includes(relation)
  const told = await Promise.all(
    contents.map(async (content) => ({
      ...content,
      said: mayRead ? await openContent(ctx, caseNumber, content) : null,
    })),
  )
  return handovers.map((handover) => ({
    ...standing(handover, names),
    told: told.flatMap(({ partner, direction, seq, type, said }): ToldView[] =>
      partner !== handover.partner || direction !== 'in' || said === null || type === EVALUATED
        ? []
        : [{ seq, ...named(type), ...wordsOf(said, relation) }],
    ),
  }))
}

/** Who rated what is not for the department that reads the case. */
const EVALUATED: MessageType = 'case.evaluated'
/** What was told in words is for whoever applied, and for those who see the whole case. */
const READERS: readonly Relation[] = ['applicant', 'submitter', 'department', 'oversight']

/** Whose it is and since when, without what was told in words. */
export function standing(row: HandoverRow, names: readonly PartnerNameRow[]): Omit<HandoverView, 'told'> {
  const { partner, role, agreementId, agreementVersion, receivedAt, transferredAt } = row
  const name = names.find(({ region }) => region === partner)
  const { handlerReceivedAt, acceptedAt, decidedAt, closedAt } = row
  return {
    side: role,
    partner: { region: partner, zh: name?.nameZh ?? partner, en: name?.nameEn ?? partner },
    mode: { code: row.mode, ...(modeName(row.mode) ?? { zh: row.mode, en: row.mode }) },
    agreement: `${agreementId}@${agreementVersion}`,
    custody: custodyWords(row.custody),
    receivedAt,
    transferredAt,
    handlerReceivedAt,
    acceptedAt,
    decidedAt,
    closedAt,
    deadline: row.deadline === null ? null : asDeadline(JSON.parse(row.deadline)),
  }
}

const modeName = (code: string): Text | undefined => new Map<string, Text>(Object.entries(MODES)).get(code)
export const custodyWords = (code: string): Text & { readonly code: string } => ({
  code,
  ...(CUSTODY[code] ?? { zh: code, en: code }),
})
const CUSTODY: Readonly<Record<string, Text>> = {
  here: { zh: '在本地区', en: 'here' },
  inTransit: { zh: '移送途中', en: 'on its way' },
  there: { zh: '在对方地区', en: 'with the other region' },
}

function named(type: string): Text & { readonly type: string } {
  const found = new Map<string, Text>(Object.entries(MESSAGE_TYPES)).get(type)
  return { type, zh: found?.zh ?? type, en: found?.en ?? type }
}

const wordsOf = (
  said: Content,
  relation: Relation,
): Pick<ToldView, 'reasons' | 'documents' | 'licences'> => ({
  reasons: reasonsIn(said),
  documents: said.documents,
  licences: said.licences.map(({ credential, ...licence }) => ({
    ...licence,
    credential: relation === 'applicant' ? credential : null,
  })),
})

/** Guarantee: the text was stored from a message whose open part the exchange has checked, or reckoned here. */
const asDeadline = (value: unknown) => value as Deadline
