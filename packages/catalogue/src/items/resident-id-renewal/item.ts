/** 居民身份证换领: collected at any region of the agreement, decided where the household is (异地代收代办). */
import * as z from 'zod'
import type { Item } from '../../item.ts'
import { LIMITS } from '../../limits.ts'
import { HUMAN_FLOW, IDENTITY_NOT_LOOKED_UP, STANDING } from '../../standing-fields.ts'
import { form } from './form.ts'

export const residentIdRenewal: Item = {
  ...STANDING,
  code: 'resident-id-renewal',
  catalogCode: { value: 'TB0000000008', local: true },
  nationalHandleItem: null,
  taskName: { zh: '居民身份证换领', en: 'Renewal of the resident identity card' },
  alsoCalled: ['换身份证'],
  theme: 'household',
  taskType: 'confirmation',
  procedure: 'confirmation',
  useLevel: ['county'],
  byLaw: [
    {
      act: '中华人民共和国居民身份证法',
      article: '第五条',
      note: {
        zh: '有效期：十六至二十五周岁十年，二十六至四十五周岁二十年，四十六周岁起长期。',
        en: 'Validity: ten years at 16–25, twenty at 26–45, without term from 46.',
      },
    },
  ],
  acceptCondition: {
    zh: '有效期满、登记内容变更或证件损坏。',
    en: 'The card expires, its entries change or it is damaged.',
  },
  projectType: 2,
  limits: LIMITS.confirmation,
  anticipateExplain: {
    zh: '法定期限未录入，以本地承诺为准。',
    en: 'No statutory limit is entered; the region’s promise counts.',
  },
  limitSceneNum: 1,
  handleType: ['window'],
  handleMode: 'collectElsewhere',
  onlineHandleDepth: 2,
  serverType: ['person'],
  handleFlow: HUMAN_FLOW,
  minimumRealNameLevel: 'L3',
  signatures: ['handler'],
  isFee: true,
  fee: { parameter: 'fee' },
  materials: [
    {
      orderNum: 1,
      code: 'oldCard',
      materialName: { zh: '原居民身份证', en: 'Present card' },
      isNeed: 'conditional',
      situations: ['expiring', 'damaged'],
      sourceType: 'applicant',
      format: 'paper',
      exemption: null,
      byLaw: '本地配置',
    },
    { ...IDENTITY_NOT_LOOKED_UP, orderNum: 2 },
  ],
  situations: [
    {
      code: 'expiring',
      name: { zh: '有效期满', en: 'Expiry' },
      when: { zh: '有效期满前换领', en: 'Renewed before expiry' },
    },
    {
      code: 'changed',
      name: { zh: '内容变更', en: 'Changed entry' },
      when: { zh: '登记内容变更', en: 'An entry changes' },
    },
    {
      code: 'damaged',
      name: { zh: '损坏', en: 'Damaged' },
      when: { zh: '证件损坏', en: 'The card is damaged' },
    },
  ],
  competentBy: { by: 'hukou', formPath: 'hukouRegion' },
  impactAssessment: null,
  privacyNotice: null,
  automatic: 'none',
  form,
  facts: [],
  sources: [],
  parameters: z.strictObject({}),
}
