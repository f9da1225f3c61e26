import type { Role } from '@tongban/kernel'
import type { Row } from './table.ts'

/** Messages of supervision, the endpoints they go to, and what became of them. */
/** Those who hold the posts of the department; to everybody else there is no such message. */
const AT_POSTS = ['window', 'handler', 'chief', 'head', 'rectifier', 'callback'] as const
const isAtPosts = (role: Role): boolean => AT_POSTS.some((each) => each === role)

export function deliveryRows(
  officialsWho: (...roles: Role[]) => Row,
  roleNames: readonly Role[],
): Readonly<Record<string, Row>> {
  const ofPosts: Row = {
    ...officialsWho(),
    ownDepartment: AT_POSTS,
    notTheirs: roleNames.filter((role) => !isAtPosts(role)),
  }
  return {
    'GET /supervision/v1/inbox': officialsWho(...roleNames),
    'GET /supervision/v1/inbox/{id}': ofPosts,
    'POST /supervision/v1/inbox/{id}/read': ofPosts,
    'GET /supervision/v1/endpoints': officialsWho('admin', 'supervisor', 'auditor'),
    'POST /supervision/v1/endpoints': officialsWho('admin'),
    'POST /supervision/v1/endpoints/{id}/verify': officialsWho('admin'),
    'POST /supervision/v1/endpoints/{id}/rotate': officialsWho('admin'),
    'POST /supervision/v1/endpoints/{id}/disable': officialsWho('admin'),
    'GET /supervision/v1/deliveries': officialsWho('admin', 'supervisor', 'auditor'),
    // Who it is from is told by the signature of its bytes.
    'POST /supervision/v1/deliveries/receipts': {
      ...officialsWho(),
      nobody: 'in',
      stranger: 'in',
      owner: 'in',
      agent: 'in',
      otherRoles: 'in',
    },
    'POST /supervision/v1/deliveries/{id}/replay': officialsWho('admin'),
  }
}
