import { type FieldError, type PageOptions, page } from '../answer.ts'
import { Button, ButtonLink, Checkboxes, Form, TextArea } from '../parts/form.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import { Face, Faces } from './faces.tsx'
import { frameOf } from './frame.ts'
import { type Filled, optionField } from './rated.ts'
import type { Invited } from './schemas.ts'
import { Carried } from './service.tsx'
import { RATE_WORDS, type Way } from './words.ts'

/**
 * The rating: the five faces first; then what goes with the level. Without a script these are two pages; with one the rest opens
 * below the faces as soon as one of them is chosen.
 */
type Status = NonNullable<PageOptions['status']>

export const captionOf = (v: Visit, { item, kind, department }: Invited) =>
  `${item === null ? '' : `${v.t(item)} · `}${v.t(kind)} · ${v.t(department)}`

export function levelPage(
  v: Visit,
  way: Way,
  invited: Invited,
  filled: Filled,
  errors: readonly FieldError[],
  status: Status,
) {
  const { t } = v
  return page(
    filled.isAmendment ? RATE_WORDS.amend : RATE_WORDS.title,
    <Form v={v} action={`${way.base}/give`}>
      <Carried filled={filled} stage="level" />
      <Faces
        v={v}
        levels={invited.levels}
        value={filled.level}
        errors={errors}
        caption={captionOf(v, invited)}
      />
      <div data-rate="more" hidden>
        {invited.levels.map((level) => (
          <div data-level={String(level.code)} hidden>
            <Options v={v} level={level} filled={filled} errors={[]} />
          </div>
        ))}
        <Rest v={v} way={way} filled={filled} errors={[]} />
      </div>
      <div class="govuk-button-group">
        <button type="submit" class="govuk-button" data-rate="button" data-give={t(RATE_WORDS.give)}>
          {t(WORDS.continue)}
        </button>
        {way.isPad && (
          <ButtonLink href={way.base} kind="secondary">
            {t(RATE_WORDS.startOver)}
          </ButtonLink>
        )}
      </div>
    </Form>,
    { ...frameOf(way), errors, status },
  )
}

/** The second page, with the level chosen on the first. */
export function detailsPage(
  v: Visit,
  way: Way,
  invited: Invited,
  filled: Filled,
  errors: readonly FieldError[],
  status: Status,
) {
  const { t } = v
  const level = invited.levels.find(({ code }) => String(code) === filled.level)
  if (level === undefined)
    return levelPage(v, way, invited, filled, [{ field: 'level', text: t(RATE_WORDS.noLevel) }], 400)
  return page(
    level,
    <>
      <span class="govuk-caption-l">{captionOf(v, invited)}</span>
      <h1 class={`govuk-heading-l chosen-face faces-${level.code}`}>
        <Face level={level.code} /> <span>{t(level)}</span>
      </h1>
      <Form v={v} action={`${way.base}/give`}>
        <Carried filled={filled} stage="give" />
        <input type="hidden" name="level" value={filled.level} />
        <Options v={v} level={level} filled={filled} errors={errors} />
        <Rest v={v} way={way} filled={filled} errors={errors} />
        <div class="govuk-button-group">
          <Button>{t(RATE_WORDS.give)}</Button>
          {way.isPad && (
            <ButtonLink href={way.base} kind="secondary">
              {t(RATE_WORDS.startOver)}
            </ButtonLink>
          )}
        </div>
      </Form>
    </>,
    { ...frameOf(way), errors, status },
  )
}

type Part = { readonly v: Visit; readonly filled: Filled; readonly errors: readonly FieldError[] }

const Options = ({ v, level, filled, errors }: Part & { readonly level: Invited['levels'][number] }) => (
  <Checkboxes
    v={v}
    name={optionField(String(level.code))}
    label={v.t(RATE_WORDS.options)}
    hint={v.t(RATE_WORDS.severalOptions)}
    errors={errors}
    value={filled.options}
    choices={level.options.map(({ code, meaning, ...option }) => ({
      value: code,
      text: v.t(option),
      ...(meaning === null ? {} : { hint: v.t(meaning) }),
    }))}
  />
)

const Rest = ({ v, way, filled, errors }: Part & { readonly way: Way }) => (
  <>
    <TextArea
      v={v}
      name="text"
      label={v.t(RATE_WORDS.text)}
      hint={v.t(RATE_WORDS.textHint)}
      optional
      value={filled.text}
      errors={errors}
    />
    {!filled.isAmendment && (
      <Checkboxes
        v={v}
        name="anonymous"
        label={v.t({ zh: '身份', en: 'Your name' })}
        value={filled.anonymous ? 'yes' : ''}
        choices={[{ value: 'yes', text: v.t(RATE_WORDS.anonymous), hint: v.t(RATE_WORDS.anonymousHint) }]}
      />
    )}
    {!way.isPad && <p class="quiet">{v.t(RATE_WORDS.device)}</p>}
  </>
)
