/** Form of 个体工商户设立登记 (实施细则 6, 7, 9): a name is optional, scope terms come from the catalogue. */
import * as z from 'zod'
import { ask, choice } from '../../asking.ts'
import { division, documentNumber, text } from '../../form-fields.ts'

const EACH_ON_A_LINE = { zh: '每行写一项。', en: 'One on each line.' }

export const form = z.strictObject({
  organisationForm: ask(choice(['individual', 'family']), '组成形式', 'Run by'),
  familyMembers: ask(
    z.array(text(60)).max(20).optional(),
    '参加经营的家庭成员姓名',
    'Names of the family members',
    {
      hint: EACH_ON_A_LINE,
      when: { path: 'organisationForm', in: ['family'] },
    },
  ),
  name: z
    .strictObject({
      wanted: ask(text(60).optional(), '拟用名称', 'Name wanted', {
        hint: {
          zh: '可以不用名称，直接以经营者姓名经营。',
          en: 'A name is not needed; one may trade under one’s own.',
        },
        optional: true,
      }),
    })
    .optional(),
  scope: ask(z.array(text(120)).max(50), '经营范围', 'Business scope', {
    hint: {
      zh: '用经营范围规范目录中的用语，每行写一项，例如：日用百货销售。',
      en: 'Terms of the catalogue of business scopes, one on each line, such as 日用百货销售.',
    },
  }),
  /** Numbers of permits the operator already holds; one in another name does not count. */
  preApprovals: ask(
    z.array(documentNumber()).max(20).optional(),
    '已取得的前置许可编号',
    'Numbers of permits held',
    {
      hint: EACH_ON_A_LINE,
      when: { path: 'situation', in: ['preApproval'] },
    },
  ),
  premises: ask(
    z.strictObject({
      address: ask(text(200), '经营场所地址', 'Address of the premises'),
      region: ask(division().optional(), '经营场所所在地区', 'Region of the premises', { given: true }),
      kind: ask(
        choice(['owned', 'rented', 'marketStall', 'platform'], {
          owned: { zh: '自有', en: 'owned' },
          rented: { zh: '租用', en: 'rented' },
          marketStall: { zh: '市场摊位', en: 'a market stall' },
          platform: { zh: '网络经营场所', en: 'an online platform' },
        }),
        '场所性质',
        'The premises are',
      ),
      declared: ask(
        z.boolean().optional(),
        '声明对该场所享有合法使用权',
        'I declare that I may lawfully use these premises',
        {
          commitment: true,
        },
      ),
    }),
    '经营场所',
    'Premises',
  ),
})
