import { regionProfile } from '@tongban/catalogue'
import { type Official, officialSubject } from '../token/sign.ts'

/**
 * The officials of the demonstration: who sets it up, and who carries its two cases, an allowance and a licence, and who
 * mends what is rated badly. Whatever takes two people has two.
 */

const SERVICES = 'services'
/** The department of 高龄老人津贴. */
const CIVIL_AFFAIRS = 'civil-affairs'
/** The department of 户外广告设置, which takes two signatures and a check by two officials. */
const CITY = 'city-management'

/** Whoever confirms with the administrator what binds the region to another. */
const GOVERNMENT = 'government'

export type ShownOfficial = Official & { readonly zh: string; readonly en: string }

export function officialsOf(region: string) {
  const official = (
    role: string,
    zh: string,
    en: string,
    department: string = SERVICES,
    holder?: string,
  ): ShownOfficial => {
    const subject = officialSubject(region, department, role, holder)
    const name = nameInProfile(region, subject) ?? `演示${zh}`
    return { kind: 'official', subject, name, roles: [role], department, post: role, zh, en }
  }
  return {
    window: official('window', '政务大厅窗口', 'window of the service hall'),
    handler: official('handler', '民政局经办人', 'handler, civil affairs', CIVIL_AFFAIRS),
    handler2: official('handler', '民政局另一经办人', 'another handler, civil affairs', CIVIL_AFFAIRS, '2'),
    chief: official('chief', '民政局首席代表', 'chief representative, civil affairs', CIVIL_AFFAIRS),
    head: official('head', '民政局负责人', 'head, civil affairs', CIVIL_AFFAIRS),
    rectifier: official(
      'rectifier',
      '民政局整改责任人',
      'mends what is rated badly, civil affairs',
      CIVIL_AFFAIRS,
    ),
    cityHandler: official('handler', '城市管理局经办人', 'handler, city management', CITY),
    cityHandler2: official('handler', '城市管理局另一经办人', 'another handler, city management', CITY, '2'),
    cityChief: official('chief', '城市管理局首席代表', 'chief representative, city management', CITY),
    cityHead: official('head', '城市管理局负责人', 'head, city management', CITY),
    centreHead: official('head', '政务服务中心负责人', 'head, service centre'),
    centreRectifier: official(
      'rectifier',
      '政务服务中心整改责任人',
      'mends what is rated badly, service centre',
    ),
    supervisor: official('supervisor', '监察员', 'supervisor'),
    supervisor2: official('supervisor', '另一监察员', 'another supervisor', SERVICES, '2'),
    callback: official('callback', '回访员', 'calls back after a bad rating'),
    hotline: official('hotline', '热线话务员', 'hotline operator'),
    auditor: official('auditor', '审计员', 'auditor'),
    drafter: official('publisher', '规则发布人', 'publisher of rules', SERVICES, '1'),
    approver: official('publisher', '另一规则发布人', 'another publisher of rules', SERVICES, '2'),
    admin: official('admin', '系统管理员', 'administrator'),
    governmentHead: official('governmentHead', '政府负责人', 'head of government', GOVERNMENT),
  }
}

/** The name the region's own list of staff has for the subject, as lists and documents show it. */
function nameInProfile(region: string, subject: string): string | undefined {
  const profile = regionProfile(region)
  if (!profile.ok) return undefined
  return profile.value.departments.flatMap(({ staff }) => staff).find((period) => period.subject === subject)
    ?.name
}
