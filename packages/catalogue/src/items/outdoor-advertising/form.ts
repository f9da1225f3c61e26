/** Form of 户外广告设置审批: where, what, how large and how long. */
import * as z from 'zod'
import { ask, choice } from '../../asking.ts'
import { civilDate, division, documentNumber, inOrder, measure, text } from '../../form-fields.ts'

const metres = () => measure(200, '米', 'metres')
const RENEWED = { path: 'situation', in: ['renewal', 'change'] } as const

export const form = inOrder(
  z.strictObject({
    site: ask(
      z.strictObject({
        region: ask(division(), '设置地点所在地区', 'Region of the site'),
        address: ask(text(200), '设置地点的详细地址', 'Address of the site'),
      }),
      '设置地点',
      'The site',
    ),
    advertisement: ask(
      z.strictObject({
        kind: ask(
          choice(['wall', 'roof', 'ground', 'screen', 'other'], {
            wall: { zh: '墙面', en: 'on a wall' },
            roof: { zh: '屋顶', en: 'on a roof' },
            ground: { zh: '地面', en: 'on the ground' },
            screen: { zh: '电子显示屏', en: 'a screen' },
          }),
          '形式',
          'Kind',
        ),
        widthMetres: ask(metres(), '宽（米）', 'Width (metres)'),
        heightMetres: ask(metres(), '高（米）', 'Height (metres)'),
        content: ask(text(500), '广告内容', 'What it says', { long: true }),
      }),
      '广告',
      'The advertisement',
    ),
    from: ask(civilDate(), '开始设置的日期', 'First day'),
    until: ask(civilDate(), '结束设置的日期', 'Last day'),
    /** The licence held now; for a renewal 延续. */
    current: ask(
      z
        .strictObject({
          licenceNumber: ask(documentNumber(), '现有许可证编号', 'Number of the licence held now', {
            when: RENEWED,
          }),
          validUntil: ask(civilDate(), '现有许可证有效期至', 'Last day of the licence held now', {
            when: RENEWED,
          }),
        })
        .optional(),
      '现有许可证',
      'The licence held now',
    ),
  }),
)
