import { QUESTION_KINDS } from '@tongban/services'
import * as z from 'zod'
import { said } from '../words.ts'

const code = z.object({ value: z.string(), local: z.boolean() })
const basis = z.object({ kind: z.string(), zh: z.string(), en: z.string() })

const ground = z.object({ code: z.string(), zh: z.string(), en: z.string(), basis })

const question = z
  .object({
    path: z.string(),
    kind: z.enum(QUESTION_KINDS),
    label: said,
    hint: said.nullable(),
    group: said.extend({ path: z.string() }).nullable(),
    required: z.boolean(),
    optional: z.boolean(),
    options: z.array(said.extend({ value: z.string() })),
    when: z
      .object({ path: z.string(), in: z.array(z.string()) })
      .nullable()
      .meta({
        description: '仅在这些回答下才问 asked only where another answer, or the situation, is one of these',
      }),
    bySituation: z
      .record(z.string(), z.array(z.union([z.string(), z.boolean()])))
      .meta({ description: '各情形下可选的值；只有一个的不必再问 what a situation leaves to choose from' }),
    mostCharacters: z.number().nullable(),
  })
  .meta({ id: 'Question', description: '申请表的一个问题 one question of the form' })

/** An item as the catalogue publishes it: the national fields, the clocks with their basis, the region's claim. */
export const itemSchema = z
  .object({
    code: z.string(),
    catalogCode: code,
    nationalHandleItem: z.string().nullable(),
    taskName: said,
    alsoCalled: z.array(z.string()),
    theme: said.extend({ code: z.string() }).meta({ description: '主题 where it stands in the hall' }),
    taskType: z.string(),
    procedure: z.string(),
    useLevel: z.array(z.string()),
    deptType: z.string(),
    byLaw: z.array(z.object({ act: z.string(), article: z.string(), note: said })),
    acceptCondition: said,
    projectType: z.int(),
    limits: z.array(
      z.object({
        step: z.string(),
        amount: z.number(),
        unit: z.string(),
        basis,
      }),
    ),
    anticipateExplain: said,
    limitSceneNum: z.int(),
    handleType: z.array(z.string()),
    handleMode: z.string(),
    serverType: z.array(z.string()),
    specialProcedure: z.array(said),
    handleFlow: z.array(said),
    signatures: z.array(z.string()),
    isFee: z.boolean(),
    taskVersion: z.int(),
    taskState: z.string(),
    planEffectiveDate: z.string(),
    planCancelDate: z.string().nullable(),
    onlineHandleDepth: z.int(),
    materials: z.array(
      z.object({
        orderNum: z.int(),
        code: z.string(),
        materialName: said,
        isNeed: z.string(),
        situations: z.array(z.string()),
        sourceType: z.string(),
        format: z.string(),
        exemption: said.nullable(),
        byLaw: z.string(),
      }),
    ),
    situations: z.array(z.object({ code: z.string(), name: said, when: said })),
    competentBy: z.object({ by: z.string() }),
    quota: z.boolean(),
    thirdPartyInterest: z.boolean(),
    interestedParties: said.optional(),
    forwards: z.literal(true).optional(),
    joint: z
      .object({
        mode: z.string(),
        stages: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
      })
      .optional(),
    renewal: z.object({ situations: z.array(z.string()), daysBefore: z.int(), basis }).optional(),
    abandonment: basis.optional(),
    suspensionGrounds: z.array(ground).optional(),
    inspection: basis.optional(),
    minimumRealNameLevel: z.string(),
    publicity: z.string(),
    confidentiality: said,
    retention: z.object({ years: z.number(), from: z.string(), basis }),
    impactAssessment: z.object({ number: z.string(), assessedOn: z.string(), summary: said }).nullable(),
    privacyNotice: z.object({ version: z.string(), zh: z.string(), en: z.string() }).nullable(),
    automatic: z.string(),
    licence: said
      .extend({ type: z.string() })
      .nullable()
      .meta({ description: '准予时签发的电子证照类型 the type of e-licence a grant issues' }),
    resultLabels: z
      .record(z.string(), said)
      .optional()
      .meta({ description: '批准内容各项的名称 what the values of a result are called' }),
    questions: z.array(question),
    regions: z.array(said.extend({ code: z.string() })),
    office: z
      .object({
        name: said,
        address: z.string(),
        phone: z.string(),
        supervisePhone: z.string(),
        windows: z.array(z.object({ code: z.string(), name: said, address: z.string(), hours: z.string() })),
      })
      .meta({ description: '办理机关和窗口 who decides, and the windows of the region' }),
    form: z
      .record(z.string(), z.unknown())
      .meta({ description: '申请表的 JSON Schema JSON Schema of the form' }),
    facts: z.array(z.object({ name: z.string(), source: z.string(), zh: z.string(), en: z.string() })),
    claim: z.object({
      department: z.string(),
      taskCode: code,
      taskHandleItem: code,
      handleArea: z.array(z.string()),
      promisedWorkdays: z.number(),
      fee: z.number().nullable(),
      quota: z.object({ perYear: z.number() }).nullable(),
      stages: z.array(z.object({ stage: z.string(), department: z.string(), workdays: z.int() })).optional(),
      abandonment: basis.optional(),
      suspensionGrounds: z.array(ground).optional(),
      supplementWorkdays: z.int().optional(),
      promiseExtends: z.literal(true).optional(),
    }),
  })
  .meta({ id: 'Item' })
