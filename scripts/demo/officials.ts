import { type Official, officialSubject } from '../token/sign.ts'

/** The officials who set the demonstration up. Publishing rules takes two. */

const SERVICES = 'services'
/** The department of 高龄老人津贴, whose cases the guide makes. */
const CIVIL_AFFAIRS = 'civil-affairs'

export function officialsOf(region: string) {
  const official = (
    role: string,
    name: string,
    more: { holder?: string; department?: string } = {},
  ): Official => {
    const { holder, department = SERVICES } = more
    const subject = officialSubject(region, department, role, holder)
    return { kind: 'official', subject, name, roles: [role], department, post: role }
  }
  return {
    admin: official('admin', '演示管理员'),
    drafter: official('publisher', '演示发布人一', { holder: '1' }),
    approver: official('publisher', '演示发布人二', { holder: '2' }),
    handler: official('handler', '演示经办人', { department: CIVIL_AFFAIRS }),
    supervisor: official('supervisor', '演示监察员'),
  }
}
