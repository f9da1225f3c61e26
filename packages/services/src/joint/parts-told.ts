import { civilDateAt } from '@tongban/calendar'
import type { CaseFold } from '@tongban/cases'
import { type Claim, type Item, type StageClaim, stageDepartment } from '@tongban/catalogue'
import { chooseRoute, NO_MESSAGE_BEFORE } from '@tongban/exchange'
import { canonicalJson, type Json, sha256Hex } from '@tongban/kernel'
import { filesOfCase, type HandoverRow, insertHandover, type WayOutRow, waysOut } from '@tongban/store'
import type { Application } from '../applications/body.ts'
import { attachmentOf, type FileTold, namedFile, toldByWhole } from '../attachments/told.ts'
import type { Context } from '../context.ts'
import { raiseAlarm } from '../exchange/alarms.ts'
import { exchangeRegionOf } from '../exchange/seal.ts'
import type { Submission } from '../handovers/submission.ts'
import { type Told, tellPlainly } from '../handovers/tell.ts'
import { type Announced, announced } from './announced.ts'

/**
 * The parts of other regions in joint handling 多地联办: once the application is accepted here, each region whose department
 * has a stage is asked for its opinion, in the batch that accepts it; one after the other where the item says so. The files
 * of the case are named to it and follow. The case stays here, and so does its custody: one place accepts, several handle,
 * and the one result is the lead's.
 */
export type Lead = {
  readonly caseNumber: string
  readonly item: Item
  readonly claim: Claim
  readonly handovers: readonly HandoverRow[]
  readonly application: () => Promise<Application>
}

export async function partsTold(ctx: Context, lead: Lead, fold: CaseFold): Promise<Told> {
  const due = partsDue(ctx, lead, fold)
  if (due.length === 0) return NOTHING
  const { caseNumber } = lead
  const [ways, rows] = await ctx.database.read([
    waysOut({ itemCode: lead.item.code }),
    filesOfCase({ caseNumber }),
  ])
  const files = announced(await toldByWhole(ctx, rows))
  const on = civilDateAt(ctx.clock.now())
  const all: Told[] = []
  for (const stage of due) {
    const way = wayTo(ways, { itemCode: lead.item.code, region: stage.region, on })
    // Without an agreement nobody can be asked: the limit of the stage runs here, and shows it.
    if (way === undefined)
      ctx.log('jointPartWithoutAgreement', { item: lead.item.code, region: stage.region })
    else all.push(await ask(ctx, lead, stage, way, files))
  }
  return {
    statements: all.flatMap(({ statements }) => statements),
    partners: all.flatMap(({ partners }) => partners),
    inHand: all.flatMap(({ inHand = [] }) => inHand),
  }
}

const NOTHING: Told = { statements: [], partners: [] }
type RemoteStage = StageClaim & { readonly region: string }

/** Stages of other regions whose turn it is, and that were not asked yet. */
function partsDue(
  { courier }: Pick<Context, 'courier'>,
  { item, claim, handovers }: Pick<Lead, 'item' | 'claim' | 'handovers'>,
  fold: CaseFold,
): readonly RemoteStage[] {
  const isOpen = fold.acceptedOn !== null && fold.decidedOn === null && fold.closedOn === null
  if (item.joint === undefined || courier === null || !isOpen) return []
  const ordered = item.joint.stages.flatMap(
    ({ code }) => claim.stages?.find(({ stage }) => stage === code) ?? [],
  )
  const given = (stage: StageClaim) =>
    fold.opinions.some(({ department }) => department === stageDepartment(stage))
  const isSequential = item.joint.mode === 'sequential'
  return ordered.flatMap((stage, at) => {
    const { region } = stage
    if (region === undefined || handovers.some(({ partner }) => partner === region)) return []
    const waits = isSequential && ordered.slice(0, at).some((before) => !given(before))
    return waits ? [] : [{ ...stage, region }]
  })
}

function wayTo(
  ways: readonly WayOutRow[],
  { itemCode, region, on }: { readonly itemCode: string; readonly region: string; readonly on: string },
): WayOutRow | undefined {
  const open = ways.filter((way) => way.region === region)
  const route = chooseRoute(open, { itemCode, region, on, mode: 'joint' })
  return open.find(({ version }) => version === route?.version)
}

async function ask(
  ctx: Context,
  { caseNumber, item, application }: Lead,
  { stage, region }: RemoteStage,
  way: WayOutRow,
  { files, left }: Announced<FileTold>,
): Promise<Told> {
  const at = ctx.clock.now()
  const handed = asHandedOver(await application())
  const row: HandoverRow = {
    caseNumber,
    partner: region,
    role: 'leading',
    mode: 'joint',
    // A part takes nothing away: the case stays with the lead.
    custody: 'here',
    itemCode: item.code,
    office: way.office,
    agreementId: way.agreementId,
    agreementVersion: way.agreementVersion,
    routeVersion: way.version,
    outSeq: 0,
    outHead: NO_MESSAGE_BEFORE,
    inSeq: 0,
    inHead: NO_MESSAGE_BEFORE,
    receivedAt: at,
    transferredAt: at,
    handlerReceivedAt: null,
    acceptedAt: null,
    decidedAt: null,
    closedAt: null,
    deadline: null,
    passed: '[]',
    updatedAt: at,
  }
  const { name, idKind, idNumber } = handed.applicant
  const submission: Submission = {
    application: handed,
    submitter: { kind: 'official', name, idKind, idNumber, realNameLevel: 'L3' },
    checks: null,
    files: files.map(namedFile),
  }
  const data = {
    itemCode: item.code,
    itemVersion: String(item.taskVersion),
    situation: handed.situation,
    mode: 'joint',
    stage,
    channel: handed.channel,
    receivedAt: at,
    transferredAt: at,
    path: [exchangeRegionOf(ctx)],
    applicationDigest: await sha256Hex(canonicalJson(asJson(handed))),
    ...(files.length === 0 ? {} : { attachments: asJson(files.map(attachmentOf)) }),
  }
  const message = { type: 'case.submitted', data, personal: asJson(submission) } as const
  const told = await tellPlainly(ctx, row, message, insertHandover)
  if (left === 0) return told
  const facts = { reason: 'filesLeftBehind', case: caseNumber, files: left }
  const alarm = raiseAlarm({ kind: 'refused', partner: region, subject: caseNumber, facts }, at)
  return { ...told, statements: [...told.statements, alarm] }
}

/** The lead has accepted it, and vouches for whoever it is of. */
const asHandedOver = ({ handlingRegion: _, supersedes: __, ...application }: Application): Application => ({
  ...application,
  representation: { kind: 'staffAssisted' },
})

/** Guarantee: it holds nothing but what JSON has. */
const asJson = (value: object) => JSON.parse(JSON.stringify(value)) as Json
