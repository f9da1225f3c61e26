import { type Official, officialSubject } from '../token/sign.ts'

/**
 * The officials of the demonstration: who sets it up, and who carries its two cases, an allowance and a licence. Whatever
 * takes two people has two.
 */

const SERVICES = 'services'
/** The department of 高龄老人津贴. */
const CIVIL_AFFAIRS = 'civil-affairs'
/** The department of 户外广告设置, which takes two signatures and a check by two officials. */
const CITY = 'city-management'

export type ShownOfficial = Official & { readonly zh: string; readonly en: string }

export function officialsOf(region: string) {
  const official = (
    role: string,
    name: string,
    [zh, en]: readonly [zh: string, en: string],
    more: { holder?: string; department?: string } = {},
  ): ShownOfficial => {
    const { holder, department = SERVICES } = more
    const subject = officialSubject(region, department, role, holder)
    return { kind: 'official', subject, name, roles: [role], department, post: role, zh, en }
  }
  const civil = { department: CIVIL_AFFAIRS }
  const city = { department: CITY }
  return {
    window: official('window', '演示窗口', ['政务大厅窗口', 'window of the service hall']),
    handler: official('handler', '演示经办人', ['民政局经办人', 'handler, civil affairs'], civil),
    handler2: official('handler', '演示经办人二', ['民政局另一经办人', 'another handler, civil affairs'], {
      ...civil,
      holder: '2',
    }),
    chief: official(
      'chief',
      '演示首席代表',
      ['民政局首席代表', 'chief representative, civil affairs'],
      civil,
    ),
    head: official('head', '演示负责人', ['民政局负责人', 'head, civil affairs'], civil),
    cityHandler: official(
      'handler',
      '演示城管经办人',
      ['城市管理局经办人', 'handler, city management'],
      city,
    ),
    cityHandler2: official(
      'handler',
      '演示城管经办人二',
      ['城市管理局另一经办人', 'another handler, city management'],
      { ...city, holder: '2' },
    ),
    cityChief: official(
      'chief',
      '演示城管首席代表',
      ['城市管理局首席代表', 'chief representative, city management'],
      city,
    ),
    cityHead: official('head', '演示城管负责人', ['城市管理局负责人', 'head, city management'], city),
    supervisor: official('supervisor', '演示监察员', ['监察员', 'supervisor']),
    supervisor2: official('supervisor', '演示监察员二', ['另一监察员', 'another supervisor'], {
      holder: '2',
    }),
    auditor: official('auditor', '演示审计员', ['审计员', 'auditor']),
    drafter: official('publisher', '演示发布人一', ['规则发布人', 'publisher of rules'], { holder: '1' }),
    approver: official('publisher', '演示发布人二', ['另一规则发布人', 'another publisher'], { holder: '2' }),
    admin: official('admin', '演示管理员', ['系统管理员', 'administrator']),
  }
}
