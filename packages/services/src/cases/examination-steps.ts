/** The examination of an accepted case (行政许可法 34–36, 42–48): what each step appends and issues. */
import { addWorkdays } from '@tongban/calendar'
import { HEARING_REQUEST_WORKDAYS } from '@tongban/cases'
import { organOf } from './letterhead.ts'
import { inspectorErrors, namesApart } from './staff.ts'
import { documentReasons, extendedUntil, officialIndex, referencesTo } from './step-facts.ts'
import { compact, error, only, type StepRows } from './step-row.ts'
import { partiesNamed, recordsFor, spokenFor } from './told-parties.ts'

export const EXAMINATION_STEPS: StepRows<
  | 'inspect'
  | 'check-licence'
  | 'notify-party'
  | 'party-statement'
  | 'hearing-request'
  | 'hearing'
  | 'opinion'
  | 'suspend'
  | 'resume'
  | 'extend'
  | 'forward'
> = {
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
        statements: named.statements,
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
}
