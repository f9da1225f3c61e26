import { sealTerminal, TERMINAL_SECONDS } from '@tongban/services'
import { type FieldError, page, redirect } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Button, Form, TextInput } from '../parts/form.tsx'
import { Heading, Note } from '../parts/shown.tsx'
import { problemAnswer } from '../site.tsx'
import type { Visit } from '../visit.ts'
import { waitingSchema } from './schemas.ts'
import { shownKey, terminalOf } from './terminal.ts'
import { PAD } from './words.ts'

/**
 * Sets this browser up as the pad of a window 窗口评价器, once, by the key that an administrator issues for the window: what is
 * rated here then comes by the channel of the pad, and whoever stands there chooses the service instead of typing a code.
 */
const PATH = `${PAD.base}/terminal`
const TITLE = { zh: '设置窗口评价器', en: 'Set up the pad of a window' } as const
const SHAPE = /^(?:ApiKey\s+)?([\w-]{1,100}\.[\w-]{1,200})$/

export const askForTerminal = definePage({
  method: 'get',
  path: PATH,
  isShared: true,
  rights: ['anyone'],
  answer: async (v) => setUpPage(v, [], 200, (await terminalOf(v)) !== null),
})

export const setUpTerminal = definePage({
  method: 'post',
  path: PATH,
  isShared: true,
  rights: ['anyone'],
  answer: async (v) => {
    if (v.form.text('act') === 'remove') {
      v.setCookie('pad', '', 0)
      return redirect(PAD.base)
    }
    const [, key] = SHAPE.exec(v.form.text('key')) ?? []
    if (key === undefined) return setUpPage(v, [{ field: 'key', text: v.t(NOT_A_KEY) }], 400, false)
    const found = await v.api.get('/evaluations/v1/invitations', waitingSchema, shownKey(key))
    if (found.ok) {
      v.setCookie('pad', await sealTerminal(v.desk, key), TERMINAL_SECONDS)
      return redirect(PAD.base)
    }
    if (found.failure.status !== 401 && found.failure.status !== 403) return problemAnswer(v, found.failure)
    return setUpPage(v, [{ field: 'key', text: v.t(NOT_A_PADS) }], 400, false)
  },
})

const NOT_A_KEY = {
  zh: '请填写终端密钥，形如“编号.密文”，见管理员签发时的答复。',
  en: 'Enter the key of the terminal as it was issued: its id, a full stop, and the secret.',
}
const NOT_A_PADS = {
  zh: '此密钥无效、已停用，或者不是窗口评价器的密钥。请管理员为本窗口签发一个。',
  en: 'This key is not valid, was revoked, or is not that of the pad of a window. An administrator issues one for this window.',
}

const setUpPage = (v: Visit, errors: readonly FieldError[], status: 200 | 400, isSetUp: boolean) => {
  const { t } = v
  return page(
    TITLE,
    <>
      <Heading>{t(TITLE)}</Heading>
      {isSetUp && (
        <>
          <Note>
            {t({ zh: '本浏览器已设置为窗口评价器。', en: 'This browser is set up as the pad of a window.' })}
          </Note>
          <Form v={v} action={PATH}>
            <input type="hidden" name="act" value="remove" />
            <Button kind="secondary">{t({ zh: '取消设置', en: 'Take the key off this browser' })}</Button>
          </Form>
        </>
      )}
      <p class="govuk-body">
        {t({
          zh: '由工作人员操作一次。设置后，办事人直接选择刚才办理的服务，评价记为窗口评价器渠道。密钥加密保存在本浏览器，停用密钥即失效。',
          en: 'Done once by staff. Whoever was served then chooses the service just given, and the rating counts as one of the pad. The key is kept sealed in this browser, and ends when it is revoked.',
        })}
      </p>
      <Form v={v} action={PATH}>
        <TextInput
          v={v}
          name="key"
          type="password"
          label={t({ zh: '终端密钥', en: 'Key of the terminal' })}
          hint={t({
            zh: '管理员签发的密钥（用途为窗口评价，写明部门和窗口）。',
            en: 'As issued by an administrator with the scope evaluate, for a department and its window.',
          })}
          errors={errors}
          autocomplete="off"
          maxlength={400}
        />
        <Button>{t({ zh: '设置', en: 'Set up' })}</Button>
      </Form>
    </>,
    { back: PAD.base, errors, status },
  )
}
