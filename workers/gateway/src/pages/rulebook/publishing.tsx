import { holdsRole } from '@tongban/kernel'
import * as z from 'zod'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { ButtonLink } from '../parts/form.tsx'
import { Marked } from '../parts/marked.tsx'
import { Heading, Note, Table, Tag } from '../parts/shown.tsx'
import { Day } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { itemsSchema, summarySchema } from './schemas.ts'
import { PUBLISHING, READERS, STATES, STYLES, versionAt } from './words.ts'

/** 规则发布: every version there is, drafts included, for those who publish and those who watch them. */
const listSchema = z.object({ rules: z.array(summarySchema) })

export const showPublishing = definePage({
  method: 'get',
  path: '/rulebook/publishing',
  rights: READERS,
  answer: async (v) => {
    const [read, items] = await Promise.all([
      v.api.get('/approvals/v1/rules', listSchema),
      v.api.get('/approvals/v1/items', itemsSchema),
    ])
    if (!read.ok) return problemAnswer(v, read.failure)
    if (!items.ok) return problemAnswer(v, items.failure)
    const names = new Map(items.value.items.map(({ code, taskName }) => [code, taskName]))
    return page(
      PUBLISHING,
      <>
        <Heading>{v.t(PUBLISHING)}</Heading>
        <p class="govuk-body">
          {v.t({
            zh: '一名规则发布人起草、提交，另一名审批后公布。公布前须有报告：空缺、冲突、与现行规则的差异，以及会有不同结果的既往办件。',
            en: 'One publisher drafts and submits, another approves. Before that there is a report: gaps, contradictions, the difference to the rules in force, and the past cases that would come out differently.',
          })}
        </p>
        {holdsRole(v.actor, 'publisher') && (
          <ButtonLink href="/rulebook/publishing/new">
            {v.t({ zh: '上传 DMN 起草新版本', en: 'Upload a DMN file as a new draft' })}
          </ButtonLink>
        )}
        {read.value.rules.length === 0 ? (
          <Note>{v.t(WORDS.opensNothing)}</Note>
        ) : (
          <div class="rule-versions">
            <Table
              caption={v.t({ zh: '规则版本，新的在前', en: 'Rule versions, newest first' })}
              columns={[
                { name: v.t({ zh: '事项与版本', en: 'Item and version' }) },
                { name: v.t({ zh: '状态', en: 'State' }) },
                { name: v.t({ zh: '生效日', en: 'In force from' }) },
                { name: v.t({ zh: '说明', en: 'Note' }) },
              ]}
              rows={read.value.rules.map(({ id, itemCode, version, state, effectiveOn, note }) => [
                <a class="govuk-link" href={versionAt(id)}>
                  {v.t(names.get(itemCode) ?? { zh: itemCode, en: itemCode })}
                  {v.t({ zh: ` 版本 ${version}`, en: `, version ${version}` })}
                </a>,
                <StateTag v={v} state={state} />,
                <Day on={effectiveOn} language={v.language} />,
                note === '' ? '—' : <Marked v={v} text={note} />,
              ])}
            />
          </div>
        )}
      </>,
      { back: '/rulebook', layout: 'wide', styles: STYLES },
    )
  },
})

export function StateTag({ v, state }: { readonly v: Visit; readonly state: string }) {
  const known = STATES[state]
  return known === undefined ? <Tag>{state}</Tag> : <Tag colour={known.colour}>{v.t(known)}</Tag>
}
