/** 正常退休提取公积金: handled wholly online across regions (全程网办). */
import * as z from 'zod'
import type { Item } from '../../item.ts'
import { LIMITS } from '../../limits.ts'
import { HUMAN_FLOW, IDENTITY_NOT_LOOKED_UP, STANDING } from '../../standing-fields.ts'
import { form } from './form.ts'

export const pensionHousingFund: Item = {
  ...STANDING,
  code: 'pension-housing-fund',
  catalogCode: { value: 'TB0000000010', local: true },
  nationalHandleItem: null,
  taskName: { zh: '正常退休提取住房公积金', en: 'Housing-fund withdrawal on retirement' },
  alsoCalled: ['公积金', '退休提取公积金'],
  theme: 'security',
  taskType: 'publicService',
  procedure: 'publicService',
  useLevel: ['city', 'county'],
  byLaw: [
    {
      act: '本地配置',
      article: '',
      note: { zh: '提取依据由地区填写。', en: 'The region names the act that allows the withdrawal.' },
    },
  ],
  acceptCondition: {
    zh: '已正常退休，账户在本地区中心。',
    en: 'Retired, and the account is with this region’s centre.',
  },
  projectType: 2,
  limits: LIMITS.publicService,
  anticipateExplain: { zh: '以本地承诺为准。', en: 'The region’s promise counts.' },
  limitSceneNum: 0,
  handleType: ['online', 'window'],
  handleMode: 'online',
  serverType: ['person'],
  handleFlow: HUMAN_FLOW,
  signatures: ['handler'],
  materials: [
    IDENTITY_NOT_LOOKED_UP,
    {
      orderNum: 2,
      code: 'retirement',
      materialName: { zh: '退休证明', en: 'Proof of retirement' },
      isNeed: 'notNeeded',
      situations: [],
      sourceType: 'government',
      format: 'data',
      exemption: { zh: '由养老保险信息核对', en: 'Checked with the pension records' },
      byLaw: '国务院关于在线政务服务的若干规定第七条',
    },
  ],
  situations: [
    {
      code: 'retired',
      name: { zh: '正常退休', en: 'Retirement' },
      when: { zh: '达到法定退休条件并已办理退休', en: 'Retired by law' },
    },
  ],
  competentBy: { by: 'issuer', formPath: 'fund.region' },
  impactAssessment: null,
  privacyNotice: null,
  automatic: 'none',
  form,
  facts: [],
  sources: [],
  parameters: z.strictObject({}),
}
