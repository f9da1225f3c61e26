import { type Failure, fail, ok, parseCaseNumber, type Result } from '@tongban/kernel'
import { said } from '@tongban/kernel/parse'
import { insertLicenceUse, type Statement } from '@tongban/store'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { licenceActor } from './actor.ts'

/**
 * Who uses a licence says what for 用证事由, and it is written down with the case it is used in (个人信息保护法 6, 51; the sharing calls
 * seen in use ask for a use reason each time). The holder can read it. An app has registered its purpose with its
 * key; a visitor has none to state.
 */
export const USE_REASONS = {
  handleCase: { zh: '办理业务', en: 'to handle a case' },
  counter: { zh: '窗口核验', en: 'to check it at the counter' },
  inspection: { zh: '现场检查', en: 'for an inspection on the spot' },
  supervise: { zh: '监督检查', en: 'for supervision' },
  audit: { zh: '审计', en: 'for an audit' },
  review: { zh: '复议、诉讼', en: 'for a review or a lawsuit' },
} as const
export type UseReason = keyof typeof USE_REASONS
const REASONS = asReasons(Object.keys(USE_REASONS))

/** As a body states it. */
export const useSchema = z
  .strictObject({
    reason: z.enum(REASONS, {
      error: said(
        `应为：${REASONS.map((code) => `${code} ${USE_REASONS[code].zh}`).join('、')}。`,
        `Must be one of ${REASONS.join(', ')}.`,
      ),
    }),
    caseNumber: z
      .string()
      .refine((text) => parseCaseNumber(text) !== undefined, {
        error: said('应为22位办件编号。', 'Must be a case number of 22 characters.'),
      })
      .optional()
      .meta({ description: '事由为办理业务（handleCase）时必填 required with handleCase' }),
  })
  .meta({ id: 'LicenceUse' })

export type StatedUse = z.infer<typeof useSchema>
/** What is recorded: a code of `USE_REASONS`, `own`, `public`, or the registered purpose of an app. */
export type Use = { readonly purpose: string; readonly caseNumber: string | null }

/** The use as it will be recorded. Officials have to state it; what an app states adds its case number alone. */
export function useOf(
  { actor }: Pick<Context, 'actor'>,
  stated: StatedUse | undefined,
): Result<Use, Failure> {
  const caseNumber = stated?.caseNumber ?? null
  switch (actor.kind) {
    case 'app':
      return ok({ purpose: actor.purpose, caseNumber })
    case 'official': {
      if (stated === undefined) return fail({ code: 'invalidInput', errors: [MISSING] })
      if (stated.reason === 'handleCase' && caseNumber === null)
        return fail({ code: 'invalidInput', errors: [NO_CASE] })
      return ok({ purpose: stated.reason, caseNumber })
    }
    default:
      return ok({ purpose: actor.kind === 'applicant' ? 'own' : 'public', caseNumber: null })
  }
}

const MISSING = {
  pointer: '/use',
  zh: '工作人员使用证照须写明用证事由（reason），办理业务的还须写明办件编号（caseNumber）；持证人可以查到。',
  en: 'An official states what the licence is used for (reason) and, when handling a case, its number (caseNumber); the holder can read it.',
}
const NO_CASE = {
  pointer: '/use/caseNumber',
  zh: '事由为办理业务的，请填写办件编号。',
  en: 'When handling a case, give its number.',
}

export type Used = {
  readonly identifier: string
  /** How it was shown; `source`: an application took it from the licence itself. */
  readonly way: 'credential' | 'identifier' | 'code' | 'paper' | 'source'
  readonly use: Use
  /** Names of the claims that were shown. */
  readonly claims: readonly string[]
  /** What the verifier was told of its state. */
  readonly state: string
}

/** The record of one use, for the caller's own batch. */
export async function useStatement(ctx: Context, used: Used): Promise<Statement> {
  const { identifier, way, claims, state, use } = used
  return insertLicenceUse({
    ...(await userOf(ctx)),
    identifier,
    at: ctx.clock.now(),
    way,
    ...use,
    claims: JSON.stringify(claims),
    state,
  })
}

/** Whoever uses the licence now: an official and a person by index, an app by its id. */
export async function userOf(ctx: Context) {
  const { kind, subject } = await licenceActor(ctx)
  return {
    useId: ctx.ids.uuid(),
    actorKind: kind,
    actorSubject: kind === 'nobody' ? '' : subject,
    department: ctx.actor.kind === 'official' ? ctx.actor.department : null,
  }
}

/** Guarantee: the names are the keys of the list of reasons. */
function asReasons(names: readonly string[]) {
  return names as readonly UseReason[]
}
