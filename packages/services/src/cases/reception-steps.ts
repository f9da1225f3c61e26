import { supplementOf } from '../handovers/at-receiving/supplement.ts'
import { formErrors } from './form-corrected.ts'
import { staffNamed, whoHandles } from './staff.ts'
import { documentReasons, dueAfter, officialIndex, referencesTo, supplementUntil } from './step-facts.ts'
import { compact, error, only, reasoned, type StepRows } from './step-row.ts'
import { uploadErrors } from './uploads-named.ts'

export const RECEPTION_STEPS: StepRows<
  | 'accept'
  | 'request-supplement'
  | 'supplement'
  | 'return'
  | 'not-required'
  | 'not-accepted'
  | 'assign'
  | 'abandon'
  | 'urge'
> = {
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
    event: (_input, { fold }) => (fold.state === 'transferred' ? 'supplementForwarded' : 'supplemented'),
    make: async ({ ctx, input, loaded }) => ({
      data: { materials: input.materials.map(({ code }) => code) },
      lacks: [
        ...uploadErrors(input.materials, loaded.files),
        ...(input.form === undefined ? [] : await formErrors(ctx, loaded, input.form)),
      ],
      ...(loaded.fold.state === 'transferred' ? { handedOver: await supplementOf(ctx, loaded, input) } : {}),
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
  urge: { event: only('urged'), make: () => ({}) },
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
