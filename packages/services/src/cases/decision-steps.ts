import { resultLines } from '../applications/result-lines.ts'
import { papersTold } from '../handovers/papers-told.ts'
import { correctionErrors } from './correction-errors.ts'
import { resultErrors } from './grant-results.ts'
import {
  decisionNamed,
  documentReasons,
  documentsServed,
  dueAfter,
  named,
  referencesTo,
} from './step-facts.ts'
import { compact, error, only, type StepRows } from './step-row.ts'

export const DECISION_STEPS: StepRows<
  'sign' | 'send-back' | 'decide' | 'deliver' | 'correct' | 'annul' | 'reopen'
> = {
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
        results: input.results ?? {},
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
    make: async ({ ctx, input, loaded, today }) => {
      const { method, receiver, receiverIs, place, servedOn = today, served: numbers } = input
      const papers = [...loaded.documents, ...(await papersTold(ctx, loaded))]
      const served = documentsServed(papers, loaded.fold, numbers)
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
    make: async ({ ctx, input: { reasons, changes }, loaded }) => ({
      data: { reasons: referencesTo(reasons) },
      changes,
      lacks: await correctionErrors(ctx, loaded, changes),
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
}

const DECLINE_BASIS = '个人信息保护法 24'
