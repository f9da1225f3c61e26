import { type Official, officialSubject } from '../token/sign.ts'

/** The officials who set the demonstration up. Publishing rules takes two. */

const SERVICES = 'services'

export function officialsOf(region: string) {
  const official = (role: string, name: string, holder?: string): Official => ({
    kind: 'official',
    subject: officialSubject(region, SERVICES, role, holder),
    name,
    roles: [role],
    department: SERVICES,
    post: role,
  })
  return {
    admin: official('admin', '演示管理员'),
    drafter: official('publisher', '演示发布人一', '1'),
    approver: official('publisher', '演示发布人二', '2'),
    handler: official('handler', '演示经办人'),
    supervisor: official('supervisor', '演示监察员'),
  }
}
