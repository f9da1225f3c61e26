import type { Said } from '@tongban/http'

/** Of the guide. */
export const GUIDE = {
  precheckMeans: {
    zh: '预检告诉您现在申请会怎样、还缺什么、哪天起可以办；不提交，不保存。',
    en: 'A check tells what would happen now, what is missing and from which day it would be possible. Nothing is handed in or kept.',
  },
  stopped: {
    zh: '目前由工作人员办理：自动审批没有生效的规则，或者已经暂停。',
    en: 'Officials decide for now: there are no rules in force, or decisions by rules are stopped.',
  },
  served: { zh: '服务对象', en: 'Who may apply' },
  gives: { zh: '批准后得到', en: 'What you get' },
  fee: { zh: '收费', en: 'Fee' },
  free: { zh: '不收费', en: 'Free' },
  how: { zh: '办理方式', en: 'How to apply' },
  office: { zh: '办理机关', en: 'Who decides' },
  rules: { zh: '公布的规则', en: 'Published rules' },
  conditions: { zh: '办理条件', en: 'Conditions' },
  values: { zh: '本地区的标准', en: 'What this region has set' },
  situations: { zh: '申请的情形', en: 'Which of these it can be' },
  byPeople: {
    zh: '由工作人员审查决定。',
    en: 'An official examines and decides.',
  },
  against: { zh: '哪些情形不能当场批准', en: 'What stands against approval at once' },
  againstMeans: {
    zh: '以下情形都没有的，提交后当场批准；有的，由工作人员办理或者告知您补正。系统从不拒绝。',
    en: 'Where none of these holds you are approved at once; otherwise a person decides or you are told what is missing. The machine never refuses.',
  },
  materials: { zh: '材料', en: 'Papers' },
  toHandIn: { zh: '需要提交', en: 'Hand it in' },
  notToHandIn: { zh: '不用提交', en: 'Not needed' },
  limits: { zh: '办理时限', en: 'Time limits' },
  limitsInstant: {
    zh: '符合规则的当场办结；转工作人员办理的，时限如下。',
    en: 'What meets the rules is done at once; these limits hold where a person decides.',
  },
  steps: { zh: '办理步骤', en: 'Steps' },
  where: { zh: '在哪里办', en: 'Where' },
  online: { zh: '网上：就在本页申请', en: 'Online: apply on this page' },
  across: { zh: '跨域通办', en: 'Across regions' },
  byLaw: { zh: '设定依据', en: 'Legal basis' },
} as const satisfies Record<string, Said>

export const SERVED: Readonly<Record<string, Said>> = {
  person: { zh: '个人', en: 'persons' },
  soleTrader: { zh: '个体工商户', en: 'sole traders' },
  organisation: { zh: '企业和其他组织', en: 'companies and other organisations' },
  agency: { zh: '机关', en: 'public bodies' },
}
export const HANDLE_TYPES: Readonly<Record<string, Said>> = {
  online: { zh: '网上', en: 'online' },
  window: { zh: '窗口', en: 'at a window' },
  selfService: { zh: '自助终端', en: 'self-service terminal' },
  post: { zh: '邮寄', en: 'by post' },
}
export const MODES: Readonly<Record<string, Said>> = {
  online: { zh: '全程网办', en: 'all online' },
  collect: { zh: '异地代收代办', en: 'collected there' },
  joint: { zh: '多地联办', en: 'handled jointly' },
}
