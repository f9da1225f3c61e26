import { civilDate, epochMs, saidSchema as said } from '@tongban/kernel/words'
import * as z from 'zod'
import { explanationSchema } from '../licences/explanation-schema.ts'

/** A case as every Worker answers it that reads one or takes a step of it. */
export const nextStepSchema = z.object({
  action: z.string(),
  href: z.string(),
  zh: z.string(),
  en: z.string(),
})
export const basisSchema = z.object({ kind: z.string(), zh: z.string(), en: z.string() })

/** One clock of a case, as it stands now. */
const clockSchema = said
  .extend({
    key: z.string(),
    step: z.string(),
    binds: z.string().meta({ description: 'organ, applicant or party' }),
    unit: z.string(),
    amount: z.number(),
    extendedBy: z.number(),
    fromOn: civilDate,
    dueOn: civilDate,
    dueAt: epochMs,
    provisional: z.boolean(),
    running: z.boolean(),
    status: z.string().meta({ description: 'running, stands, waiting or ended' }),
    endedOn: civilDate.nullable(),
    elapsed: z.number(),
    left: z.number(),
    overdue: z.number().nullable(),
    stoppedBy: z.array(
      said.extend({
        ground: z.string(),
        basis: basisSchema,
        fromOn: civilDate,
        resumesOn: civilDate.nullable(),
      }),
    ),
    department: z.string().nullable(),
    basis: basisSchema,
    sentence: said.meta({ description: '期限为何停止、何时届满 why the clock stands and when it ends' }),
  })
  .meta({ id: 'Clock' })

const reasonToldSchema = z.object({
  zh: z.string(),
  en: z.string().nullable(),
  basis: z.string(),
  cure: z.object({ zh: z.string(), en: z.string().nullable() }).nullable(),
})

/** A hand-over between two regions, as either of them shows it. */
const handoverSchema = z
  .object({
    side: z.string().meta({ description: 'receiving 收件地 or handling 办理地' }),
    partner: said.extend({ region: z.string() }),
    mode: said.extend({ code: z.string() }),
    agreement: z.string(),
    custody: said.extend({ code: z.string() }).meta({ description: '现在由谁负责 whose the case is now' }),
    receivedAt: epochMs,
    transferredAt: epochMs,
    handlerReceivedAt: epochMs.nullable(),
    acceptedAt: epochMs.nullable(),
    decidedAt: epochMs.nullable(),
    closedAt: epochMs.nullable(),
    deadline: z
      .object({
        dueOn: civilDate.nullable(),
        step: z.string().nullable(),
        basis: basisSchema.nullable(),
        state: z.string(),
        consumedWorkdays: z.int(),
        asOn: civilDate,
        calendar: z.string(),
        provisional: z.boolean(),
      })
      .nullable()
      .meta({ description: '办理地计算并告知的期限 as the handling region reckons and tells it' }),
    told: z
      .array(
        said.extend({
          seq: z.int(),
          type: z.string(),
          reasons: z.array(reasonToldSchema),
          documents: z.array(
            z.object({
              number: z.string(),
              kind: z.string(),
              issuedOn: z.string(),
              text: z.string(),
              digest: z.string(),
            }),
          ),
          licences: z.array(
            z.object({
              identifier: z.string(),
              type: z.string(),
              typeName: said.nullable(),
              validFrom: z.string().nullable(),
              validUntil: z.string().nullable(),
              credential: z.string().nullable().meta({ description: '仅告知持证人 to its holder only' }),
            }),
          ),
        }),
      )
      .meta({ description: '办理地告知的理由、文书和证照 what the handling region has told in words' }),
  })
  .meta({ id: 'Handover' })

export const caseSchema = z
  .object({
    caseNumber: z.string(),
    item: z.object({ code: z.string(), version: z.int(), zh: z.string(), en: z.string() }),
    state: z.string(),
    stateName: said,
    outcome: z.string(),
    channel: z.string(),
    department: z.string(),
    division: z.string().nullable().meta({
      description: '镇域通办：办理的镇街区划代码 the division of the region whose department handles it',
    }),
    receivedOn: civilDate,
    acceptedOn: civilDate.nullable(),
    decidedOn: civilDate.nullable(),
    dueOn: civilDate.nullable(),
    dueBasis: basisSchema.nullable(),
    standing: said.nullable().meta({
      description:
        '继续有效的决定，或者期限为何停止、何时恢复 what stands meanwhile: a decision, or the clock and until when',
    }),
    limits: z.array(clockSchema),
    calendarMoves: z
      .array(
        said.extend({
          clock: z.string(),
          beforeOn: civilDate,
          afterOn: civilDate,
          isTold: z.boolean(),
        }),
      )
      .meta({
        description:
          '放假安排变动对期限的影响和是否已经告知 deadlines moved by a calendar, and whether it was told',
      }),
    timeline: z.array(
      z.object({
        seq: z
          .int()
          .nullable()
          .meta({ description: '办件事件序号；证照上的操作为 null null of an act on a licence of the case' }),
        type: z.string(),
        zh: z.string(),
        en: z.string(),
        at: epochMs,
        by: z.string(),
        role: z.string().nullable(),
        roleName: said.nullable(),
        department: z.string().nullable(),
        post: z.string().nullable(),
        onBehalf: z.boolean().meta({ description: '委托代签 in a delegated role' }),
        reasons: z.array(z.string()),
        ground: z.string().nullable(),
        basis: z.string().nullable(),
        document: z.string().nullable(),
        facts: z.record(z.string(), z.union([z.string(), z.number()])),
        words: z.record(z.string(), z.unknown()).nullable().meta({
          description: '所述内容；无权查看或者已删除时为空 what was said, where it is this reader’s',
        }),
        hash: z.string(),
      }),
    ),
    documents: z.array(
      z.object({
        number: z.string(),
        kind: z.string(),
        zh: z.string(),
        en: z.string(),
        issuedOn: civilDate,
        href: z.string().meta({ description: '打印页 the page to print' }),
      }),
    ),
    licences: z
      .array(
        z.object({
          identifier: z.string(),
          type: z.string(),
          typeName: said,
          state: z.string(),
          stateName: said,
          validFrom: civilDate,
          validUntil: civilDate.nullable(),
          explanation: explanationSchema.nullable(),
          href: z.string().meta({ description: '证照详情 the licence itself' }),
        }),
      )
      .meta({ description: '本办件签发的证照及其状态 the licences the case issued, and how they stand' }),
    endedNote: said.nullable().meta({
      description: '本决定应注销而本系统没有签发的，说明后续 said where there was no licence of ours to end',
    }),
    next: z.array(nextStepSchema),
    evaluation: z.object({ token: z.string(), href: z.string() }).nullable().meta({
      description:
        '本次补正作为一次服务的评价码，只答复提交补正的申请人一方 the token to rate the supplement as a service, answered to those who supplemented alone',
    }),
    handovers: z
      .array(handoverSchema)
      .meta({ description: '共同办理的地区和移送情况 regions it is handled with; for most cases none' }),
    possible: z
      .array(
        said.extend({
          step: z.string(),
          event: z.string(),
          href: z.string(),
          by: z.array(z.string()),
          byZh: z.string(),
          byEn: z.string(),
          basis: z.string().nullable(),
        }),
      )
      .meta({ description: '现在可以进行的步骤和办理人 steps possible now, and who may take them' }),
    mine: z.array(z.string()).meta({ description: '其中本人可以进行的 those of them that are yours' }),
  })
  .meta({ id: 'Case' })
