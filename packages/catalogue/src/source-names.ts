/** The names of sources as people read them: in privacy notices and in explanations. */
import { APPLICATION_SOURCE, FORM_SOURCE } from '@tongban/decisions/runtime'
import type { Text } from './item.ts'

/** One library, whatever type of licence it is asked for, delivered to the region or kept by it. */
const LICENCE_LIBRARY: Text = { zh: '电子证照库', en: 'licence register' }

export const SOURCE_NAMES: Readonly<Record<string, Text>> = {
  [FORM_SOURCE]: { zh: '申请表', en: 'application form' },
  [APPLICATION_SOURCE]: { zh: '申请信息', en: 'the application itself' },
  identity: { zh: '统一身份认证', en: 'identity service' },
  guardianship: { zh: '监护登记', en: 'guardianship register' },
  authority: { zh: '委托书核验服务', en: 'service that verifies written authorities' },
  signature: { zh: '电子签名与印章服务', en: 'service for electronic signatures and seals' },
  population: { zh: '人口登记', en: 'population register' },
  funeral: { zh: '殡葬登记', en: 'funeral register' },
  allowance: { zh: '津贴发放登记', en: 'register of allowances' },
  payeeAccount: { zh: '银行账户核验服务', en: 'bank account check' },
  graduate: { zh: '学历学位登记', en: 'graduate register' },
  receiving: { zh: '毕业生接收登记', en: 'register of receiving graduates' },
  socialInsurance: { zh: '社会保险登记', en: 'social insurance register' },
  hostConsent: { zh: '户主同意登记', en: 'register of hosts’ consents' },
  propertyTitle: { zh: '不动产登记', en: 'real estate register' },
  realName: { zh: '实名核验服务', en: 'real-name check' },
  market: { zh: '市场主体登记', en: 'market entity register' },
  nameService: { zh: '企业名称查询服务', en: 'name service' },
  scopeCatalogue: { zh: '经营范围规范目录', en: 'catalogue of business scopes' },
  permits: { zh: '许可登记', en: 'register of permits' },
  addressLibrary: { zh: '标准地址库', en: 'address library' },
  court: { zh: '法院涉诉信息', en: 'court records' },
  pension: { zh: '养老保险登记', en: 'pension register' },
  employment: { zh: '就业失业登记', en: 'employment register' },
  residencePermit: { zh: '居住登记', en: 'residence register' },
  licence: LICENCE_LIBRARY,
  'licences/driving-licence': LICENCE_LIBRARY,
  'licences/outdoor-advertising-permit': LICENCE_LIBRARY,
  enforcement: { zh: '行政执法登记', en: 'enforcement register' },
}

/** Spread into a definition; a source without a name adds nothing and is shown by its code. */
export function sourceNameOf(source: string): { readonly sourceName?: Text } {
  const sourceName = Object.hasOwn(SOURCE_NAMES, source) ? SOURCE_NAMES[source] : undefined
  return sourceName === undefined ? {} : { sourceName }
}
