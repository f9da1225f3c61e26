import { ROLES } from '@tongban/kernel'
import type { Visit } from '../visit.ts'

/** A post 岗位 as a policy of supervision names it, in Chinese; of one that is a role in this system its name in either language. */
export const postText = ({ t }: Pick<Visit, 't'>, post: string): string => {
  const role = Object.values(ROLES).find(({ zh }) => zh === post)
  return role === undefined ? post : t(role)
}
