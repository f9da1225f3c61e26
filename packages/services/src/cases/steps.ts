import { addWorkdays } from '@tongban/calendar'
import { type EventType, HEARING_REQUEST_WORKDAYS, type StepFacts } from '@tongban/cases'
import type { CivilDate, FieldError, Json } from '@tongban/kernel'
import { resultLines } from '../applications/result-lines.ts'
import type { Context } from '../context.ts'
import type { Texts } from './event-texts.ts'
import { resultErrors } from './grant-results.ts'
import { organOf } from './letterhead.ts'
import type { LoadedCase } from './load.ts'
import { inspectorErrors, namesApart, staffNamed, whoHandles } from './staff.ts'
import {
  decisionNamed,
  documentReasons,
  dueAfter,
  extendedUntil,
  named,
  officialIndex,
  referencesTo,
  SERVED,
  supplementUntil,
} from './step-facts.ts'
import type { ReasonInput, StepInputs } from './step-inputs.ts'
import type { StepName } from './step-names.ts'
import { partiesNamed, recordsFor, spokenFor } from './told-parties.ts'
import { uploadErrors } from './uploads-named.ts'

/**
 * What each step means: the event it appends, the codes the event holds, and the facts of the document issued with it.
 * One row per step; who may take it and when is said in the rules and guards of the case and nowhere here.
 */
export type Given<N extends StepName> = {
  readonly ctx: Context
  readonly loaded: LoadedCase
  readonly input: StepInputs[N]
  readonly today: CivilDate
}

export type Made = {
  /** Codes, dates and indexes; never words or names. */
  readonly data?: { readonly [key: string]: Json }
  /** What the document says; the case is as it will be once the event is appended. */
  readonly facts?: (after: LoadedCase) => StepFacts
  readonly errors?: readonly FieldError[]
  /** What the step lacks, told only where the step itself is possible. */
  readonly lacks?: readonly FieldError[]
}

export type StepRow<N extends StepName> = {
  readonly event: (input: StepInputs[N]) => EventType
  readonly make: (given: Given<N>) => Promise<Made> | Made
  /** The words that are kept, where they are not all that was told. */
  readonly words?: (input: StepInputs[N]) => Texts
}

/** Without undefined entries, as JSON has it. */
const compact = (data: { readonly [key: string]: Json | undefined }): { readonly [key: string]: Json } =>
  Object.fromEntries(Object.entries(data).filter((entry): entry is [string, Json] => entry[1] !== undefined))

const only =
  (event: EventType): (() => EventType) =>
  () =>
    event

/** The step whose document needs its reasons and nothing else. */
const reasoned = ({ input }: { readonly input: { readonly reasons: readonly ReasonInput[] } }): Made => ({
  data: { reasons: referencesTo(input.reasons) },
  facts: () => ({ reasons: documentReasons(input.reasons) }),
})

const error = (pointer: string, zh: string, en: string): Made => ({ errors: [{ pointer, zh, en }] })

export const STEPS: { readonly [N in StepName]: StepRow<N> } = {
  accept: {
    event: only('accepted'),
    make: ({ ctx }) => ({ facts: (after) => ({ due: dueAfter(ctx, after) }) }),
  },
  'request-supplement': {
    event: only('supplementRequested'),
    make: ({ ctx, input, loaded: { claim, policy }, today }) => {
      const { reasons, untilOn = supplementUntil(ctx, claim, today) } = input
      return {
        data: compact({ reasons: referencesTo(reasons), untilOn }),
        facts: () => ({
          reasons: documentReasons(reasons),
          ...(untilOn === undefined ? {} : { untilOn }),
          ...(policy.abandonment === null ? {} : { abandonment: policy.abandonment.zh }),
        }),
      }
    },
  },
  supplement: {
    event: only('supplemented'),
    make: ({ input, loaded }) => ({
      data: { materials: input.materials.map(({ code }) => code) },
      lacks: uploadErrors(input.materials, loaded.files),
    }),
  },
  return: { event: only('returned'), make: reasoned },
  'not-required': { event: only('notRequired'), make: reasoned },
  'not-accepted': {
    event: only('notAccepted'),
    make: ({ input: { reasons, ground, competentOrgan } }) => ({
      data: { reasons: referencesTo(reasons), ground },
      facts: () => ({ reasons: documentReasons(reasons), ground, competentOrgan }),
    }),
  },
  assign: {
    event: only('assigned'),
    make: async ({ ctx, input: { to, reasons }, loaded, today }) => {
      const staff = staffNamed(ctx, loaded.row.departmentCode, to, today)
      if (staff === null) {
        const those = whoHandles(ctx, loaded.row.departmentCode, today)
        return error(
          '/to',
          `本部门今日没有这名可以经办的工作人员。${those.zh}`,
          `Nobody of this name handles cases of this department today. ${those.en}`,
        )
      }
      return { data: { to: await officialIndex(ctx, to), reasons: referencesTo(reasons) } }
    },
  },
  inspect: {
    event: only('inspected'),
    make: async ({ ctx, input, loaded, today }) => {
      const { officials, inspectedOn = today, place, findings, participants } = input
      return {
        data: {
          officials: await Promise.all(officials.map(({ subject }) => officialIndex(ctx, subject))),
          inspectedOn,
        },
        lacks: inspectorErrors(ctx, loaded.row.departmentCode, officials, inspectedOn),
        facts: () => ({
          inspectedOn,
          place,
          officials: namesApart(ctx, loaded.row.departmentCode, officials, today),
          findings,
          ...(participants === undefined ? {} : { participants }),
        }),
      }
    },
  },
  'check-licence': {
    event: only('licenceChecked'),
    make: ({ input }) => ({
      data: compact({
        finding: input.finding,
        validUntil: input.finding === 'found' ? input.validUntil : undefined,
        reasons: referencesTo(input.reasons),
      }),
    }),
  },
  'notify-party': {
    event: only('thirdPartyNotified'),
    // A number serves to know the party again, and stays as an index.
    words: ({ parties, interest, untilOn }) =>
      compact({ parties: parties.map(({ name }) => ({ name })), interest, untilOn }),
    make: async ({ ctx, input: { parties, interest, untilOn }, loaded, today }) => {
      const until = untilOn ?? addWorkdays(ctx.calendar, today, HEARING_REQUEST_WORKDAYS).on
      const named = await partiesNamed(ctx, loaded, parties)
      if (named.errors !== undefined) return named
      return {
        data: { untilOn: until, parties: named.keys },
        facts: () => ({ parties: parties.map(({ name }) => name), interest, untilOn: until }),
      }
    },
  },
  'party-statement': {
    event: only('thirdPartyStated'),
    make: ({ ctx, loaded, input: { party } }) => (recordsFor(loaded) ? spokenFor(ctx, loaded, party) : {}),
  },
  'hearing-request': {
    event: only('hearingRequested'),
    // Without a party it is the applicant who asks.
    make: ({ ctx, loaded, input: { party } }) =>
      recordsFor(loaded) && party !== undefined ? spokenFor(ctx, loaded, party) : {},
  },
  hearing: {
    event: only('hearingHeld'),
    make: async ({ ctx, input, today }) => {
      const { heldOn = today, place, chair, officials, participants, statements, closedBecause } = input
      return {
        data: { heldOn, chair: await officialIndex(ctx, chair.subject) },
        facts: () => ({
          heldOn,
          place,
          chair: chair.name,
          officials,
          participants,
          statements,
          ...(closedBecause === undefined ? {} : { closedBecause }),
        }),
      }
    },
  },
  opinion: {
    event: only('opinionGiven'),
    make: ({ input: { opinion, reasons } }) => ({ data: { opinion, reasons: referencesTo(reasons) } }),
  },
  suspend: {
    event: only('suspended'),
    make: ({ input: { ground, neededWorkdays, fromOn }, loaded, today }) => {
      const known = loaded.policy.plan.grounds.find(({ code }) => code === ground)
      return {
        data: compact({ ground, neededWorkdays, fromOn, basis: known?.basis.zh }),
        facts: () => ({
          ground: known?.zh ?? '',
          groundBasis: known?.basis.zh ?? '',
          fromOn: fromOn ?? today,
          neededWorkdays,
        }),
      }
    },
  },
  resume: {
    event: only('resumed'),
    make: ({ input }) => ({ data: compact(input) }),
  },
  extend: {
    event: only('extended'),
    make: ({ ctx, input: { workdays, reasons }, loaded }) => {
      const { extension } = loaded.policy
      return {
        data: compact({ workdays, reasons: referencesTo(reasons), basis: extension?.basis.zh }),
        facts: (after) => ({
          workdays,
          reasons: documentReasons(reasons),
          approvedBy: extension?.role === 'governmentHead' ? '本级人民政府负责人' : '本机关负责人',
          groundBasis: extension?.basis.zh ?? '',
          ...extendedUntil(ctx, after),
        }),
      }
    },
  },
  forward: {
    event: only('forwarded'),
    make: ({ ctx, input: { to, opinion, reasons, attachments } }) => {
      if (!ctx.region.departments.some(({ code }) => code === to))
        return error('/to', '应为本地区的部门编码。', 'Must be the code of a department here.')
      return {
        data: { to, opinion, reasons: referencesTo(reasons) },
        facts: () => ({
          to: organOf(ctx.region, to),
          opinion,
          reasons: documentReasons(reasons),
          ...(attachments === undefined ? {} : { attachments }),
        }),
      }
    },
  },
  sign: { event: only('signed'), make: ({ input: { opinion } }) => ({ data: { opinion } }) },
  'send-back': {
    event: only('sentBack'),
    make: ({ input: { reasons } }) => ({ data: { reasons: referencesTo(reasons) } }),
  },
  decide: {
    event: ({ decision }) => (decision === 'grant' ? 'granted' : 'refused'),
    make: ({ ctx, input, loaded }) => {
      const { reasons } = input
      if (input.decision === 'refuse')
        return {
          data: { reasons: referencesTo(reasons), ground: input.ground },
          facts: () => ({ reasons: documentReasons(reasons), ground: input.ground }),
        }
      return {
        data: { reasons: referencesTo(reasons) },
        lacks: resultErrors(loaded.item, loaded.claim, input.results ?? {}),
        facts: (after) => ({
          reasons: documentReasons(reasons),
          results: resultLines(loaded.item, input.results ?? null),
          due: dueAfter(ctx, after),
        }),
      }
    },
  },
  deliver: {
    event: only('delivered'),
    make: ({ ctx, input, loaded, today }) => {
      const { method, receiver, receiverIs, place, servedOn = today, served: numbers } = input
      const { documents } = loaded
      const served =
        numbers === undefined
          ? documents.filter(({ kind }) => SERVED.includes(kind)).slice(-1)
          : documents.filter(({ documentNumber }) => numbers.includes(documentNumber))
      if (served.length < (numbers?.length ?? 1))
        return error('/served', '本办件没有这一文号的文书。', 'The case has no document of such a number.')
      return {
        data: { method, servedOn, served: served.map(({ documentNumber }) => documentNumber) },
        facts: () => ({
          served: served.map(named),
          receiver,
          method,
          servedOn,
          officials: [ctx.actor.kind === 'official' ? ctx.actor.name : ''],
          ...(receiverIs === undefined ? {} : { receiverIs }),
          ...(place === undefined ? {} : { place }),
        }),
      }
    },
  },
  correct: {
    event: only('corrected'),
    make: ({ input: { reasons, changes }, loaded }) => ({
      data: { reasons: referencesTo(reasons) },
      facts: () => ({
        reasons: documentReasons(reasons),
        changes,
        concerns: decisionNamed(loaded) ?? '',
      }),
    }),
  },
  annul: {
    event: only('annulled'),
    make: ({ input: { reasons, ground, fault }, loaded }) => ({
      data: compact({ reasons: referencesTo(reasons), ground, fault }),
      facts: () => ({
        reasons: documentReasons(reasons),
        ground,
        concerns: decisionNamed(loaded) ?? '',
        ...(fault === undefined ? {} : { fault }),
      }),
    }),
  },
  reopen: {
    event: only('reopened'),
    make: ({ input, loaded: { fold, documents } }) => {
      const declined = fold.grantDeclinedOn !== null
      const ground = input.ground ?? (declined ? DECLINE_BASIS : undefined)
      const orderedBy = input.orderedBy ?? (declined ? '申请人' : '')
      const annulment = documents.findLast(({ kind }) => kind === 'annulment')
      const order =
        input.order ?? (declined ? '拒绝自动决定的意思表示' : annulment === undefined ? '' : named(annulment))
      return {
        data: compact({ reasons: referencesTo(input.reasons), ground }),
        facts: () => ({
          reasons: documentReasons(input.reasons),
          orderedBy,
          order,
          ...(ground === undefined ? {} : { ground }),
        }),
      }
    },
  },
  abandon: {
    event: only('abandoned'),
    make: ({ loaded: { policy, fold } }) => ({
      // Without a law the guard says so, and not the missing ground.
      data: { ground: policy.abandonment?.zh ?? 'none' },
      facts: () => ({
        ground: policy.abandonment?.zh ?? '',
        ...(fold.supplementUntilOn === null ? {} : { untilOn: fold.supplementUntilOn }),
      }),
    }),
  },
}

const DECLINE_BASIS = '个人信息保护法 24'
