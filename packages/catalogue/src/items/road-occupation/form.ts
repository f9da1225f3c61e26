/** Form of 占用挖掘道路审批: which road, how much of it, from when until when. */
import * as z from 'zod'
import { ask } from '../../asking.ts'
import { civilDate, division, inOrder, measure, text } from '../../form-fields.ts'

export const form = inOrder(
  z.strictObject({
    road: ask(
      z.strictObject({
        region: ask(division(), '道路所在地区', 'Region of the road'),
        name: ask(text(100), '道路名称', 'Name of the road'),
        stretch: ask(text(200), '路段', 'Which stretch', {
          hint: { zh: '例如：演示路 1 号至 9 号。', en: 'For instance: Yanshi Road, numbers 1 to 9.' },
        }),
      }),
      '道路',
      'The road',
    ),
    purpose: ask(text(500), '占用或者挖掘的原因', 'What for', { long: true }),
    areaSquareMetres: ask(
      measure(1_000_000, '平方米', 'square metres'),
      '面积（平方米）',
      'Area (square metres)',
    ),
    digs: ask(z.boolean(), '是否挖掘路面', 'Is the surface dug up?', {
      bySituation: { occupy: [false], dig: [true] },
    }),
    from: ask(civilDate(), '开始日期', 'First day'),
    until: ask(civilDate(), '结束日期', 'Last day'),
  }),
)
