import { apiKeyById } from '@tongban/store'
import type { Text } from '@tongban/verifier'
import type { Context } from '../context.ts'
import { type PartnerUser, readPartnerUser } from '../presentations/asker.ts'
import { readNames } from '../presentations/read-names.ts'

/**
 * Who used a licence, as its holder is told: an official by department and post, an app by its name and the purpose it
 * has registered, somebody in a partner region by that region and what it states of them. No person is named; auditors are told as what an official used it, and a pseudonym that is the same
 * for one person wherever it stands.
 */
export type UserName = Text & {
  readonly kind: string
  readonly department: string | null
  /** Of an official, where it is known. */
  readonly post: string | null
  /** To auditors alone; null to everybody else. */
  readonly roles: readonly string[] | null
  readonly subject: string | null
  /** What the app is registered for; null for everybody else. */
  readonly purpose: string | null
}
type User = {
  readonly kind: string
  readonly subject: string
  readonly department: string | null
  readonly post: string | null
  /** JSON list. */
  readonly roles: string | null
}

export async function namesOfUsers(
  ctx: Pick<Context, 'database' | 'region' | 'issuer'>,
  users: readonly User[],
  isAuditor = false,
): Promise<(user: User) => UserName> {
  const keyIds = [...new Set(users.flatMap(({ kind, subject }) => (kind === 'app' ? [subject] : [])))]
  const found =
    keyIds.length === 0 ? [] : await ctx.database.read(keyIds.map((keyId) => apiKeyById({ keyId })))
  const apps = new Map(found.flatMap((rows) => rows.map((row) => [row.keyId, row] as const)))
  return ({ kind, subject, department, post, roles }) => {
    const app = kind === 'app' ? apps.get(subject) : undefined
    const organ = ctx.region.departments.find(({ code }) => code === department)?.name
    const known = kind === 'partner' ? partnerUser(ctx, readPartnerUser(subject)) : organ
    const name: Text = app === undefined ? (known ?? KINDS[kind] ?? OTHER) : { zh: app.name, en: app.name }
    const audited = isAuditor && kind === 'official'
    return {
      kind,
      zh: name.zh,
      en: name.en,
      department,
      post,
      roles: audited && roles !== null ? readNames(roles) : null,
      subject: audited ? subject : null,
      purpose: app?.purpose ?? null,
    }
  }
}

/** 重庆市渝北区 渝北区民政局: the region as it is named here, and whom it says it asked for. */
function partnerUser({ issuer }: Pick<Context, 'issuer'>, { region, kind, name }: PartnerUser): Text {
  const trusted = issuer?.regions.find((each) => each.region === region)?.name
  const { zh, en } = trusted ?? { zh: region, en: region }
  const user = name ?? KINDS[kind] ?? OTHER
  return { zh: `${zh} ${user.zh}`, en: `${en}: ${user.en}` }
}

const KINDS: Readonly<Record<string, Text>> = {
  applicant: { zh: '持证人或者其他实名用户', en: 'Its holder or another signed-in person' },
  nobody: { zh: '未登录的核验人', en: 'Somebody who was not signed in' },
  machine: { zh: '自动审批', en: 'The automatic decision' },
  official: { zh: '工作人员', en: 'An official' },
}
const OTHER: Text = { zh: '其他系统', en: 'Another system' }
