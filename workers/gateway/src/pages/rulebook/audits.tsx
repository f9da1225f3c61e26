import * as z from 'zod'
import { type FieldError, page } from '../answer.ts'
import { fieldErrors } from '../api.ts'
import { definePage } from '../definition.ts'
import { Button, Form, Radios, TextArea, TextInput } from '../parts/form.tsx'
import { Facts, Heading, Note, Panel, Table } from '../parts/shown.tsx'
import { Day, Instant } from '../parts/times.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { outcomeText } from './report-body.tsx'
import { said } from './schemas.ts'
import { STYLES } from './words.ts'

/**
 * The audit sample 抽查复核: a person decides anew what the machine decided, without seeing its answer; only then both stand
 * side by side. Too many differences stop the item's automatic decisions.
 */
const AUDITORS = [{ role: 'auditor' }, { role: 'handler' }, { role: 'chief' }] as const
const TITLE = { zh: '抽查复核', en: 'Audit sample' }

const listSchema = z.object({
  audits: z.array(z.object({ id: z.string(), item: said, drawnAt: z.int() })),
})
const auditSchema = z.object({
  id: z.string(),
  item: said,
  condition: said,
  receivedOn: z.string(),
  facts: z.array(said.extend({ value: said, status: said, sourceName: said })),
  resultFields: z.array(said.extend({ name: z.string() })),
  state: z.string(),
})
const judgedSchema = z.object({
  agrees: z.boolean(),
  differences: z.array(
    z.object({ field: z.string(), person: z.string().nullable(), machine: z.string().nullable() }),
  ),
  machine: z.object({ outcome: z.string() }),
  caseNumber: z.string(),
  stopped: z.boolean(),
})
type Audit = z.infer<typeof auditSchema>

export const showAudits = definePage({
  method: 'get',
  path: '/rulebook/audits',
  rights: AUDITORS,
  answer: async (v) => {
    const read = await v.api.get('/approvals/v1/audits', listSchema)
    if (!read.ok) return problemAnswer(v, read.failure)
    const { audits } = read.value
    return page(
      TITLE,
      <>
        <Heading>{v.t(TITLE)}</Heading>
        <p class="govuk-body">
          {v.t({
            zh: '随机抽取的自动决定，由您重新决定一次。复核之前不显示系统的结论。',
            en: 'Automatic decisions drawn at random, for you to decide anew. The machine’s answer is not shown before you have.',
          })}
        </p>
        {audits.length === 0 ? (
          <Note>{v.t(WORDS.opensNothing)}</Note>
        ) : (
          <Table
            caption={v.t({ zh: '待复核，最早的在前', en: 'Waiting, oldest first' })}
            columns={[
              { name: v.t({ zh: '事项', en: 'Item' }) },
              { name: v.t({ zh: '抽取日', en: 'Drawn on' }) },
            ]}
            rows={audits.map(({ id, item, drawnAt }) => [
              <a class="govuk-link" href={`/rulebook/audits/${id}`}>
                {v.t(item)}
              </a>,
              <Instant at={drawnAt} language={v.language} />,
            ])}
          />
        )}
      </>,
      { back: '/rulebook', styles: STYLES },
    )
  },
})

export const showAudit = definePage({
  method: 'get',
  path: '/rulebook/audits/{id}',
  rights: AUDITORS,
  answer: async (v) => {
    const read = await v.api.get(`/approvals/v1/audits/${v.params.id}`, auditSchema)
    return read.ok ? auditPage(v, read.value, []) : problemAnswer(v, read.failure)
  },
})

export const judgeAuditNow = definePage({
  method: 'post',
  path: '/rulebook/audits/{id}',
  rights: AUDITORS,
  answer: async (v) => {
    const { id = '' } = v.params
    const read = await v.api.get(`/approvals/v1/audits/${id}`, auditSchema)
    if (!read.ok) return problemAnswer(v, read.failure)
    const fields = read.value.resultFields
    const answer = v.form.text('answer')
    const judged = await v.api.post(`/approvals/v1/audits/${id}/judgement`, judgedSchema, {
      body: {
        answer,
        result:
          answer === 'approve'
            ? Object.fromEntries(fields.map(({ name }) => [name, v.form.text(`result.${name}`)]))
            : {},
        reasons: v.form
          .text('reasons')
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      },
    })
    if (judged.ok) return judgedPage(v, judged.value)
    if (judged.failure.errors === undefined) return problemAnswer(v, judged.failure)
    const places = Object.fromEntries(fields.map(({ name }) => [`/result/${name}`, `result.${name}`]))
    return auditPage(
      v,
      read.value,
      fieldErrors(judged.failure, { ...places, '/answer': 'answer', '/reasons': 'reasons' }, 'reasons'),
    )
  },
})

const auditPage = (v: Visit, audit: Audit, errors: readonly FieldError[]) =>
  page(
    TITLE,
    <>
      <Heading caption={v.t(audit.item)}>
        {v.t({ zh: '您会怎样决定？', en: 'How would you decide?' })}
      </Heading>
      <p class="govuk-body">{v.t(audit.condition)}</p>
      <Facts
        v={v}
        facts={[
          {
            name: v.t({ zh: '收件日', en: 'Received on' }),
            value: <Day on={audit.receivedOn} language={v.language} />,
          },
          ...audit.facts.map((fact) => ({
            name: v.t(fact),
            value: (
              <>
                {v.t(fact.value)}
                <br />
                <span class="quiet">
                  {v.t(fact.sourceName)} · {v.t(fact.status)}
                </span>
              </>
            ),
          })),
        ]}
      />
      {audit.state === 'waiting' && (
        <Form v={v} action={`/rulebook/audits/${audit.id}`}>
          <Radios
            v={v}
            name="answer"
            label={v.t({ zh: '您的决定', en: 'Your decision' })}
            errors={errors}
            value={v.form.text('answer')}
            choices={[
              { value: 'approve', text: v.t({ zh: '批准', en: 'Approve' }) },
              { value: 'notApprove', text: v.t({ zh: '不当即批准', en: 'Not approve at once' }) },
            ]}
          />
          {audit.resultFields.map(({ name, ...label }) => (
            <TextInput
              v={v}
              name={`result.${name}`}
              label={v.t(label)}
              hint={v.t({ zh: '批准时填写；没有的留空', en: 'when you approve; empty where there is none' })}
              errors={errors}
              value={v.form.text(`result.${name}`)}
              maxlength={200}
            />
          ))}
          <TextArea
            v={v}
            name="reasons"
            rows={4}
            label={v.t({ zh: '理由，每行一条', en: 'Reasons, one a line' })}
            errors={errors}
            value={v.form.text('reasons')}
          />
          <Button>{v.t({ zh: '完成复核', en: 'Finish' })}</Button>
        </Form>
      )}
    </>,
    { errors, status: errors.length === 0 ? 200 : 422, back: '/rulebook/audits', styles: STYLES },
  )

const judgedPage = (v: Visit, judged: z.infer<typeof judgedSchema>) =>
  page(
    TITLE,
    <>
      <Panel
        title={
          judged.agrees
            ? v.t({ zh: '与系统一致', en: 'You agree with the machine' })
            : v.t({ zh: '与系统不一致', en: 'You differ from the machine' })
        }
      >
        {v.t({ zh: '办件编号 ', en: 'Case ' })}
        <span class="code">{judged.caseNumber}</span>
      </Panel>
      <p class="govuk-body">
        {v.t({ zh: '系统的结论：', en: 'The machine’s answer: ' })}
        {outcomeText(v, judged.machine.outcome)}
      </p>
      {judged.differences.length > 0 && (
        <Table
          caption={v.t({ zh: '不一致之处', en: 'Where they differ' })}
          columns={[
            { name: v.t({ zh: '项目', en: 'Field' }) },
            { name: v.t({ zh: '您', en: 'You' }) },
            { name: v.t({ zh: '系统', en: 'The machine' }) },
          ]}
          rows={judged.differences.map(({ field, person, machine }) => [
            field,
            person ?? '—',
            machine ?? '—',
          ])}
        />
      )}
      {judged.stopped && (
        <Note>
          {v.t({
            zh: '不一致已超过限度，本事项的自动审批随即停用。',
            en: 'The limit is passed; automatic decisions of this item are stopped now.',
          })}
        </Note>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/rulebook/audits">
          {v.t({ zh: '下一件', en: 'The next one' })}
        </a>
      </p>
    </>,
    { styles: STYLES },
  )
