import { type CivilDate, type EpochMs, fail, type Json, ok, type Result } from '@tongban/kernel'
import {
  type LicenceDraft,
  type LicenceState,
  makeIdentifier,
  makeSerial,
  nextStateOf,
  type SignedLicence,
  typeCodeOf,
  typeOf,
} from '@tongban/licences'
import {
  countIssued,
  insertLicence,
  insertLicenceEvent,
  type LicenceRow,
  type Statement,
} from '@tongban/store'
import { type LicenceFile, type PublicJwk, STATUS, type Text } from '@tongban/verifier'
import { partyIndex } from '../cases/identity.ts'
import type { Context } from '../context.ts'
import { renditionOrder } from '../renditions/order.ts'
import { noteAtIssue } from '../renditions/view.ts'
import type { LicenceActor } from './actor.ts'
import { licenceStatusStatements } from './change.ts'
import { type LicenceHolder, sealContent } from './content.ts'
import type { Place, Slot } from './draw.ts'
import { type LicenceHappening, licenceEvent } from './event.ts'
import { stateOf } from './in-force.ts'
import { typeOfRow } from './type-of-row.ts'

/**
 * Issues licences with the decision that grants them: places and numbers are drawn and the licences signed first, then
 * the caller writes what is given here in one batch with the decision, so that neither is ever without the other. A
 * conflict in `licences` means that a number or a place was taken meanwhile: the caller draws and signs once more, and
 * what was signed for the batch that failed is shown to nobody.
 */
export type Wanted = {
  /** Name of the type of licence, as in `LICENCE_TYPES`; its newest version is issued. */
  readonly type: string
  readonly caseNumber: string
  readonly departmentCode: string
  readonly issuingAuthority: string
  readonly issuingAuthorityCode: string
  readonly holder: LicenceHolder
  /** Index of the holder, where the caller has made it; else it is made here. */
  readonly holderIndex?: Promise<string>
  readonly claims: Readonly<Record<string, Json>>
  readonly validFrom: CivilDate
  readonly validUntil: CivilDate | null
  readonly holderKey: PublicJwk | null
  readonly at: EpochMs
  /** Whose decision or act it is. */
  readonly actor: LicenceActor
  /** The licence this one renews or changes; it ends in the same batch. */
  readonly previous?: LicenceRow
  /** Which of the two; 延续 renew unless told. */
  readonly act?: 'renew' | 'change'
  /** 转入: the licence of another region that this one takes the place of; that region ends it. */
  readonly predecessor?: string
  /** What the event by which that one ends says beside this, such as its reasons. */
  readonly ending?: Pick<LicenceHappening, 'data' | 'texts'>
}

/** A licence as the answer to its application shows it. */
export type IssuedView = LicenceFile & {
  readonly identifier: string
  readonly type: string
  readonly typeName: Text
  readonly state: LicenceState
  readonly validFrom: string
  readonly validUntil: string | null
  /** Why there is no sealed file of it yet: it is made after the commit, or the region has no service for it. */
  readonly renditionsNote: Text | null
}

export type IssuePrepared = {
  readonly statements: readonly Statement[]
  readonly issued: readonly IssuedView[]
}
export type IssueFailure = { readonly code: 'signerUnavailable' }

export async function prepareIssue(
  ctx: Context,
  wanted: readonly Wanted[],
  slot: Slot,
): Promise<Result<IssuePrepared, IssueFailure>> {
  if (wanted.length === 0) return ok({ statements: [], issued: [] })
  const drafts = wanted.map((each, at) => draftOf(ctx, each, placeAt(slot, at)))
  const signed = await signAll(
    ctx,
    drafts.map(({ draft }) => draft),
  )
  if (signed === null) return fail({ code: 'signerUnavailable' })
  const prepared = await Promise.all(drafts.map((draft, at) => issueOne(ctx, draft, signedAt(signed, at))))
  const counted = countLists(drafts.map(({ draft }) => draft))
  return ok({
    statements: [...prepared.flatMap(({ statements }) => statements), ...counted],
    issued: prepared.map(({ view }) => view),
  })
}

type Drafted = {
  readonly wanted: Wanted
  readonly serial: string
  readonly version: number
  readonly draft: LicenceDraft
}

function draftOf({ ids, region }: Context, wanted: Wanted, status: Place): Drafted {
  const type = typeOf(wanted.type)
  if (type === undefined) throw new Error(`no such type of licence: ${wanted.type}`)
  const government = region.departments.find(({ code }) => code === 'government')
  if (government === undefined)
    throw new Error('the region names no government, whose code local types carry')
  const { previous } = wanted
  const serial = previous?.serial ?? makeSerial((length) => ids.random(length))
  const version = (previous?.version ?? 0) + 1
  const identifier = makeIdentifier({
    typeCode: typeCodeOf(type, government.creditCode),
    issuerCode: wanted.issuingAuthorityCode,
    serial,
    version,
  })
  if (!identifier.ok) throw new Error(`no identifier can be made: ${identifier.failure.part}`)
  return {
    wanted,
    serial,
    version,
    draft: {
      identifier: identifier.value,
      type: type.slug,
      typeVersion: type.version,
      issuingAuthority: wanted.issuingAuthority,
      issuingAuthorityCode: wanted.issuingAuthorityCode,
      claims: wanted.claims,
      issuedAt: wanted.at,
      validFrom: wanted.validFrom,
      validUntil: wanted.validUntil,
      status,
      holderKey: wanted.holderKey,
    },
  }
}

/** Null where no signer is bound, or the one that is cannot be reached: which of it is told to the log. */
async function signAll(
  { licences, log }: Context,
  drafts: readonly LicenceDraft[],
): Promise<readonly SignedLicence[] | null> {
  if (licences === null) {
    log('licenceSignerMissing', { drafts: drafts.length })
    return null
  }
  try {
    return await inTime(licences.sign(drafts))
  } catch (thrown) {
    log('licenceSignerUnavailable', {
      drafts: drafts.length,
      error: thrown instanceof Error ? thrown.name : typeof thrown,
    })
    return null
  }
}

/** Whoever waits for a decision waits no longer than this for a signature; what comes later is shown to nobody. */
const SIGN_LIMIT_MS = 2_000

/** A signer that does not answer in time is one that cannot be reached. */
async function inTime<T>(signing: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('no signature in time', 'TimeoutError')), SIGN_LIMIT_MS)
  })
  try {
    return await Promise.race([signing, late])
  } finally {
    clearTimeout(timer)
  }
}

async function issueOne(ctx: Context, drafted: Drafted, signed: SignedLicence) {
  const { wanted, serial, version, draft } = drafted
  const { identifier } = draft
  const { previous, predecessor, holder, claims, at, actor, act = 'renew', ending } = wanted
  const before = previous?.identifier ?? predecessor ?? null
  const { credential, signatures, paper, kid } = signed
  const [event, contentEnc, holderIndex, ended, ordered] = await Promise.all([
    licenceEvent(
      ctx,
      { identifier },
      {
        type: previous !== undefined ? act : predecessor === undefined ? 'issue' : 'transferIn',
        at,
        actor,
        data: {
          caseNumber: wanted.caseNumber,
          kid,
          list: draft.status.list,
          index: draft.status.index,
          previous: before,
        },
      },
    ),
    sealContent(ctx, identifier, { holder, claims, credential, signatures, paper, kid }),
    wanted.holderIndex ?? partyIndex(ctx.keys, holder),
    previous === undefined
      ? null
      : licenceStatusStatements(ctx, previous, endedBy(act, previous), {
          type: act,
          at,
          actor,
          data: { ...ending?.data, by: identifier },
          ...(ending?.texts === undefined ? {} : { texts: ending.texts }),
        }),
    renditionOrder(ctx, { identifier, caseNumber: wanted.caseNumber }),
  ])
  const row: LicenceRow = {
    identifier,
    type: draft.type,
    typeVersion: draft.typeVersion,
    holderIndex,
    caseNumber: wanted.caseNumber,
    departmentCode: wanted.departmentCode,
    serial,
    version,
    state: 'valid',
    statusList: draft.status.list,
    statusIndex: draft.status.index,
    statusValue: STATUS.valid,
    validFrom: draft.validFrom,
    validUntil: draft.validUntil,
    previous: before,
    seq: event.seq,
    headHash: event.hash,
    contentEnc,
    issuedAt: at,
    updatedAt: at,
  }
  return {
    statements: [insertLicence(row), insertLicenceEvent(event), ...(ended?.statements ?? []), ...ordered],
    view: issuedView(ctx, row, signed),
  }
}

/** A licence as its holder and the answer to the application see it. */
function issuedView(
  ctx: Context,
  row: LicenceRow,
  { credential, signatures, paper }: SignedLicence,
): IssuedView {
  const { identifier, type, validFrom, validUntil } = row
  return {
    format: 'tongban-licence/1',
    credential,
    signatures,
    renditions: [],
    paper,
    identifier,
    type,
    typeName: typeOfRow(row).name,
    state: stateOf(row),
    validFrom,
    validUntil,
    renditionsNote: noteAtIssue(ctx),
  }
}

/** What becomes of the one that is replaced; whether it may be replaced at all is asked before anything is drawn. */
function endedBy(act: 'renew' | 'change', row: LicenceRow): LicenceState {
  const ended = nextStateOf(stateOf(row), act)
  if (ended === undefined) throw new Error(`a licence that is ${row.state} is not replaced: ${act}`)
  return ended
}

/** How many went into each list. */
function countLists(drafts: readonly LicenceDraft[]): readonly Statement[] {
  const counts = new Map<number, { issued: number; at: EpochMs }>()
  for (const { status, issuedAt } of drafts) {
    counts.set(status.list, { issued: (counts.get(status.list)?.issued ?? 0) + 1, at: issuedAt })
  }
  return [...counts].map(([list, { issued, at }]) => countIssued({ list, issued, at }))
}

function placeAt({ places }: Slot, at: number): Place {
  const place = places[at]
  if (place === undefined)
    throw new Error(`${places.length} places were drawn, which is too few for one batch`)
  return place
}

function signedAt(signed: readonly SignedLicence[], at: number): SignedLicence {
  const one = signed[at]
  if (one === undefined) throw new Error('fewer licences were signed than asked for')
  return one
}
