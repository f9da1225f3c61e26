/** 占用挖掘道路审批: a licence handled jointly by the city management, transport and traffic police (行政许可法 42(2)). */
import * as z from 'zod'
import type { Item } from '../../item.ts'
import { JOINT_LIMITS, LIMITS } from '../../limits.ts'
import { HUMAN_FLOW, STANDING } from '../../standing-fields.ts'
import { form } from './form.ts'

export const roadOccupation: Item = {
  ...STANDING,
  code: 'road-occupation',
  catalogCode: { value: 'TB0000000007', local: true },
  nationalHandleItem: null,
  taskName: { zh: '占用挖掘道路审批', en: 'Licence to occupy or dig up a road' },
  alsoCalled: ['占道', '挖路'],
  theme: 'city',
  taskType: 'licence',
  procedure: 'licence',
  useLevel: ['county'],
  byLaw: [
    {
      act: '中华人民共和国行政许可法',
      article: '第三十二条、第四十二条第二款、第四十四条',
      note: {
        zh: '联合办理，四十五个工作日，可延长十五个工作日。',
        en: 'Joint handling: forty-five working days, extended by fifteen.',
      },
    },
    {
      act: '本地配置',
      article: '',
      note: { zh: '设定许可的依据由地区填写。', en: 'The region names the act that sets the licence.' },
    },
  ],
  acceptCondition: { zh: '占用或挖掘的路段在本地区。', en: 'The stretch of road is in this region.' },
  projectType: 2,
  limits: [
    ...LIMITS.licence.filter(
      (limit) => limit.step === 'notice' || limit.step === 'delivery' || typeof limit.amount !== 'number',
    ),
    ...JOINT_LIMITS,
  ],
  anticipateExplain: {
    zh: '行政许可法第四十二条第二款：联合办理四十五个工作日，经本级政府负责人批准可延长十五个工作日。',
    en: 'Licensing Law 42(2): forty-five working days when handled jointly, fifteen more with approval of the head of government.',
  },
  limitSceneNum: 0,
  handleType: ['online', 'window'],
  handleMode: 'joint',
  serverType: ['person', 'soleTrader', 'organisation'],
  handleFlow: HUMAN_FLOW,
  specialProcedure: [
    {
      zh: '专家评审等行政许可法第四十五条所列程序不计入期限，所需时间书面告知；现场核查计入期限。',
      en: 'Expert review and the other procedures of Licensing Law 45 are not counted; the time needed is told in writing. A check on the spot is counted.',
    },
  ],
  signatures: ['handler', 'chief'],
  joint: {
    mode: 'simultaneous',
    stages: [
      { code: 'transport', zh: '交通运输部门意见', en: 'Opinion of the transport department' },
      { code: 'traffic', zh: '公安交通管理部门意见', en: 'Opinion of the traffic police' },
    ],
  },
  inspection: {
    kind: 'promise',
    zh: '本地配置：现场核查；行政许可法 34(3)，两名以上工作人员',
    en: 'Set by the region: a check on the spot; Licensing Law 34(3), two officials or more',
  },
  publicity: 'decisionPublic',
  materials: [
    {
      orderNum: 1,
      code: 'plan',
      materialName: { zh: '施工方案和交通组织方案', en: 'Works and traffic plan' },
      isNeed: 'required',
      situations: [],
      sourceType: 'applicant',
      format: 'electronic',
      exemption: null,
      byLaw: '本地配置',
    },
    {
      orderNum: 2,
      code: 'restoration',
      materialName: { zh: '修复承诺', en: 'Commitment to restore' },
      isNeed: 'required',
      situations: [],
      sourceType: 'applicant',
      format: 'electronic',
      exemption: null,
      byLaw: '本地配置',
    },
  ],
  situations: [
    {
      code: 'occupy',
      name: { zh: '占用', en: 'Occupation' },
      when: { zh: '只占用不挖掘', en: 'Occupied, not dug up' },
    },
    {
      code: 'dig',
      name: { zh: '挖掘', en: 'Digging' },
      when: { zh: '挖掘路面', en: 'The surface is dug up' },
    },
  ],
  competentBy: { by: 'project', formPath: 'road.region' },
  impactAssessment: null,
  privacyNotice: null,
  automatic: 'none',
  form,
  facts: [],
  sources: [],
  parameters: z.strictObject({}),
}
