/** 机动车驾驶证换证: may be handled at any vehicle office, also outside the place of issue. */
import * as z from 'zod'
import type { Item } from '../../item.ts'
import { licenceSource } from '../../item-licence.ts'
import { LIMITS } from '../../limits.ts'
import { HUMAN_FLOW, IDENTITY_NOT_LOOKED_UP, STANDING } from '../../standing-fields.ts'
import { form } from './form.ts'

export const drivingLicenceRenewal: Item = {
  ...STANDING,
  code: 'driving-licence-renewal',
  catalogCode: { value: 'TB0000000009', local: true },
  nationalHandleItem: null,
  taskName: { zh: '机动车驾驶证换证', en: 'Renewal of the driving licence' },
  alsoCalled: ['驾照', '换驾照'],
  theme: 'household',
  taskType: 'licence',
  procedure: 'licence',
  useLevel: ['city', 'county'],
  byLaw: [
    {
      act: '机动车驾驶证申领和使用规定',
      article: '第六十三条至第六十八条',
      note: {
        zh: '可以在核发地以外的车辆管理所申请换证，一日内换发。',
        en: 'May be applied for at a vehicle office other than that of issue; renewed within a day.',
      },
    },
  ],
  acceptCondition: {
    zh: '驾驶证有效期满前，身体条件符合要求，无未处理的违法。',
    en: 'Before expiry, fit to drive, no open violation.',
  },
  projectType: 2,
  limits: [
    ...LIMITS.licence,
    {
      step: 'decision',
      amount: 1,
      unit: 'calendarDay',
      basis: {
        kind: 'law',
        zh: '机动车驾驶证申领和使用规定第六十三条至第六十八条',
        en: 'Rules on driving licences 63–68',
      },
    },
  ],
  anticipateExplain: {
    zh: '一日内换发（机动车驾驶证申领和使用规定）。',
    en: 'Renewed within a day (Rules on driving licences).',
  },
  limitSceneNum: 0,
  handleType: ['online', 'window', 'selfService'],
  serverType: ['person'],
  handleFlow: HUMAN_FLOW,
  signatures: ['handler'],
  isFee: true,
  fee: { parameter: 'fee' },
  materials: [
    IDENTITY_NOT_LOOKED_UP,
    {
      orderNum: 3,
      code: 'oldLicence',
      materialName: { zh: '原机动车驾驶证', en: 'The driving licence held now' },
      isNeed: 'required',
      situations: [],
      sourceType: 'government',
      format: 'either',
      exemption: { zh: '由电子证照库核对', en: 'Checked with the licence register' },
      heldBy: { source: licenceSource('driving-licence') },
      byLaw: '机动车驾驶证申领和使用规定第六十三条',
    },
    {
      orderNum: 2,
      code: 'fitness',
      materialName: { zh: '身体条件证明', en: 'Proof of fitness' },
      isNeed: 'required',
      situations: [],
      sourceType: 'thirdParty',
      format: 'electronic',
      exemption: { zh: '医疗机构上传的免提交', en: 'Not needed where the clinic uploads it' },
      byLaw: '本地配置',
    },
  ],
  situations: [
    {
      code: 'expiring',
      name: { zh: '有效期满', en: 'Expiry' },
      when: { zh: '有效期满前换证', en: 'Renewed before expiry' },
    },
    {
      code: 'changed',
      name: { zh: '信息变更', en: 'Changed entry' },
      when: { zh: '登记信息变更', en: 'An entry changes' },
    },
  ],
  competentBy: { by: 'any' },
  impactAssessment: null,
  privacyNotice: null,
  automatic: 'none',
  resultLabels: {
    validUntilOn: { zh: '驾驶证有效期至', en: 'The licence is valid until' },
    vehicleClasses: { zh: '准驾车型', en: 'Classes of vehicles' },
  },
  auditedResults: ['validUntilOn'],
  issues: {
    type: 'driving-licence',
    claims: {
      fileNumber: ['form.fileNumber'],
      vehicleClasses: ['result.vehicleClasses', 'held.vehicleClasses'],
      firstIssuedOn: ['held.firstIssuedOn'],
    },
    validFrom: [],
    validUntil: ['result.validUntilOn'],
    replaces: {
      situations: { expiring: 'renew', changed: 'change' },
      numberPath: 'form.fileNumber',
      onlyOne: true,
    },
  },
  form,
  facts: [],
  sources: [
    {
      source: licenceSource('driving-licence'),
      keyPaths: ['applicant.idNumber', 'form.fileNumber'],
    },
  ],
  parameters: z.strictObject({}),
}
