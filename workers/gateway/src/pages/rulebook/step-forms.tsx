import type { Said } from '@tongban/http'
import { holdsRole } from '@tongban/kernel'
import type { FieldError } from '../answer.ts'
import { Button, Form, TextArea } from '../parts/form.tsx'
import { Note } from '../parts/shown.tsx'
import { Instant } from '../parts/times.tsx'
import type { Visit } from '../visit.ts'
import type { Version } from './schemas.ts'
import { versionAt } from './words.ts'

/** What can be done with a version now: submit, approve, and the stop switch of its item. The API decides who may. */
type Props = { readonly v: Visit; readonly version: Version; readonly errors: readonly FieldError[] }

export function StepForms({ v, version, errors }: Props) {
  if (!holdsRole(v.actor, 'publisher') || version.state === 'published') return null
  const isDraft = version.state === 'draft'
  const isOwn = !isDraft && hasHadAHand(v, version)
  const refused = errors.find(({ field }) => field === 'step')
  return (
    <section aria-labelledby="step-title">
      <h2 class="govuk-heading-m" id="step-title">
        {isDraft
          ? v.t({ zh: '提交审批', en: 'Submit for approval' })
          : v.t({ zh: '审批并公布', en: 'Approve and publish' })}
      </h2>
      <p class="govuk-body" id="step" tabindex={-1}>
        {isDraft
          ? v.t({
              zh: '提交时生成报告。规则自相矛盾的不能提交。',
              en: 'The report is made when it is submitted. Rules that contradict themselves cannot be.',
            })
          : v.t({
              zh: '须由起草、提交和说明差异以外的另一名规则发布人审批；审批即签署报告。',
              en: 'Another publisher approves, who neither drafted nor submitted it nor gave the reason for a difference; to approve is to sign the report.',
            })}
      </p>
      {refused !== undefined && <p class="govuk-error-message">{refused.text}</p>}
      <Missing v={v} version={version} />
      {isOwn ? (
        <p class="govuk-body">
          {v.t({
            zh: '您起草、提交过本版本或者说明过差异，不能由您审批。请另一名规则发布人登录后审批。',
            en: 'You drafted or submitted this version, or gave the reason for a difference, and cannot approve it. Another publisher signs in and approves it.',
          })}
        </p>
      ) : (
        <Form v={v} action={versionAt(version.id, isDraft ? '/submit' : '/approve')}>
          <Button>
            {isDraft
              ? v.t({ zh: '提交', en: 'Submit' })
              : v.t({ zh: '审批并公布', en: 'Approve and publish' })}
          </Button>
        </Form>
      )}
    </section>
  )
}

/** Whoever drafted, submitted or explained is not the one who approves; the API decides, and compares in the same way. */
function hasHadAHand({ actor }: Visit, { draftedBy, submittedBy, explainedBy }: Version): boolean {
  if (actor.kind !== 'official') return false
  const own = actor.subject.trim().toLowerCase()
  return [draftedBy, submittedBy, ...explainedBy].some((other) => other?.trim().toLowerCase() === own)
}

const Missing = ({ v, version: { id, missing } }: Pick<Props, 'v' | 'version'>) =>
  missing.length === 0 ? null : (
    <Note>
      <p class="govuk-body">{v.t({ zh: '公布前还缺：', en: 'Still missing before publication:' })}</p>
      <ul class="govuk-list govuk-list--bullet">
        {missing.map((each) => (
          <li>{v.t(each)}</li>
        ))}
      </ul>
      <p class="govuk-body">
        <a class="govuk-link" href={versionAt(id, '/report')}>
          {v.t({ zh: '到报告中补齐', en: 'Complete it in the report' })}
        </a>
      </p>
    </Note>
  )

/** What was done a moment ago, while it is still so. */
export function JustDone({ v, version }: Pick<Props, 'v' | 'version'>) {
  const done = DONE[v.query.get('done') ?? '']
  if (done === undefined || !done.holds(version)) return null
  return (
    <Note>
      <p class="govuk-body">
        <strong>{v.t(done)}</strong>
      </p>
    </Note>
  )
}

type Done = Said & { readonly holds: (version: Version) => boolean }
const DONE: Readonly<Record<string, Done>> = {
  submit: {
    zh: '已提交。请另一名规则发布人审批。',
    en: 'Submitted. Another publisher is to approve it.',
    holds: ({ state }) => state === 'submitted',
  },
  approve: {
    zh: '已审批并公布，自生效日起执行。',
    en: 'Approved and published. It decides from its date of effect.',
    holds: ({ state }) => state === 'published',
  },
  stop: {
    zh: '自动审批已停用。申请由工作人员决定。',
    en: 'Automatic decisions are stopped. A person decides every application.',
    holds: ({ stopped }) => stopped,
  },
  resume: {
    zh: '已恢复自动审批。',
    en: 'Automatic decisions are resumed.',
    holds: ({ stopped }) => !stopped,
  },
}

export function SwitchForms({ v, version, errors }: Props) {
  const mayStop = holdsRole(v.actor, 'publisher', 'supervisor')
  const mayResume = holdsRole(v.actor, 'publisher')
  if (version.state !== 'published' || !(mayStop || mayResume)) return null
  const { stopped } = version
  const proposal = version.switch?.proposal ?? null
  return (
    <section aria-labelledby="switch-title">
      <h2 class="govuk-heading-m" id="switch-title">
        {v.t({ zh: '停用开关', en: 'Stop switch' })}
      </h2>
      {stopped && version.switch !== null && (
        <Note>
          {v.t({ zh: '自动审批已停用：', en: 'Automatic decisions are stopped: ' })}
          {version.switch.reason}（<span class="code">{version.switch.by}</span>{' '}
          <Instant at={version.switch.at} language={v.language} />）
          {proposal !== null && (
            <p class="govuk-body">
              {v.t({ zh: '提出恢复：', en: 'Proposal to resume: ' })}
              {proposal.reason}（<span class="code">{proposal.by}</span>{' '}
              <Instant at={proposal.at} language={v.language} />）
            </p>
          )}
        </Note>
      )}
      {(stopped ? mayResume : mayStop) && (
        <Form v={v} action={versionAt(version.id, stopped ? '/resume' : '/stop')}>
          <TextArea
            v={v}
            name="reason"
            rows={3}
            maxlength={500}
            label={v.t({ zh: '理由', en: 'Reason' })}
            hint={
              stopped
                ? v.t({
                    zh: '恢复须两人：一人提出，另一人确认；停用的人和起草现行规则的人不能确认。',
                    en: 'Two publishers resume: one proposes, another confirms, who neither stopped it nor drafted the rules in force.',
                  })
                : v.t({
                    zh: '停用后，本事项的每一件申请都由工作人员决定。',
                    en: 'From then on every application of this item is decided by a person.',
                  })
            }
            errors={errors}
            value={v.form.text('reason')}
          />
          <Button {...(stopped ? {} : { kind: 'warning' as const })}>
            {v.t(buttonOf(stopped, proposal !== null))}
          </Button>
        </Form>
      )}
    </section>
  )
}

function buttonOf(stopped: boolean, isProposed: boolean) {
  if (!stopped) return { zh: '停用自动审批', en: 'Stop automatic decisions' }
  return isProposed ? { zh: '确认恢复', en: 'Confirm: resume' } : { zh: '提出恢复', en: 'Propose to resume' }
}
