import type { FieldError } from '../answer.ts'
import { errorOf } from '../parts/form.tsx'
import type { Visit } from '../visit.ts'
import { WORDS } from '../words.ts'
import type { Invited } from './schemas.ts'
import { RATE_WORDS } from './words.ts'

/** The five levels as faces with their words: radio buttons, large enough for a finger. */

/** Corners of the mouth and its middle, from the happiest down. */
const MOUTHS: Readonly<Record<number, string>> = {
  5: 'M15 29 Q24 43 33 29 Z',
  4: 'M15 30 Q24 39 33 30',
  3: 'M16 33 L32 33',
  2: 'M15 36 Q24 28 33 36',
  1: 'M15 38 Q24 24 33 38',
}

export const Face = ({ level }: { readonly level: number }) => (
  <svg
    class="face"
    viewBox="0 0 48 48"
    width="48"
    height="48"
    aria-hidden="true"
    focusable="false"
    fill="none"
    stroke="currentColor"
    stroke-width="3"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <circle cx="24" cy="24" r="21" />
    <circle cx="17" cy="19" r="2" fill="currentColor" />
    <circle cx="31" cy="19" r="2" fill="currentColor" />
    <path d={MOUTHS[level] ?? ''} fill={level === 5 ? 'currentColor' : 'none'} />
    {level === 1 && <path d="M12 12 L19 15 M36 12 L29 15" />}
  </svg>
)

export function Faces({
  v,
  levels,
  value,
  errors,
  caption,
}: {
  readonly v: Visit
  readonly levels: Invited['levels']
  readonly value: string
  readonly errors: readonly FieldError[]
  readonly caption: string
}) {
  const error = errorOf(errors, 'level')
  return (
    <div class={`govuk-form-group${error === undefined ? '' : ' govuk-form-group--error'}`}>
      <fieldset class="govuk-fieldset" aria-describedby={error === undefined ? undefined : 'level-error'}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--l">
          <span class="govuk-caption-l">{caption}</span>
          <h1 class="govuk-fieldset__heading">{v.t(RATE_WORDS.how)}</h1>
        </legend>
        {error !== undefined && (
          <p id="level-error" class="govuk-error-message">
            <span class="govuk-visually-hidden">{v.t(WORDS.errorPrefix)}</span>
            {error}
          </p>
        )}
        <div class="faces">
          {levels.map((level, at) => {
            const id = at === 0 ? 'level' : `level-${level.code}`
            return (
              <div class={`faces-item faces-${level.code}`}>
                <input
                  class="faces-input"
                  type="radio"
                  name="level"
                  id={id}
                  value={String(level.code)}
                  checked={value === String(level.code)}
                />
                <label class="faces-label" for={id}>
                  <Face level={level.code} />
                  <span>{v.t(level)}</span>
                </label>
              </div>
            )
          })}
        </div>
      </fieldset>
    </div>
  )
}
