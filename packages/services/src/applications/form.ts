import type { Item } from '@tongban/catalogue'
import { type Failure, fail, ok, type Result } from '@tongban/kernel'
import { parseInput } from '@tongban/kernel/parse'
import type { Application, FormValues } from './body.ts'

/** Checks the form against the item's own schema, and that the item serves this kind of applicant and situation 情形. */
export function checkForm(item: Item, application: Application): Result<FormValues, Failure> {
  const { kind } = application.applicant
  if (!item.serverType.includes(kind)) {
    const taken = item.serverType.join(', ')
    return invalid('/applicant/kind', `本事项的服务对象为：${taken}。`, `This item serves: ${taken}.`)
  }
  const notice = item.privacyNotice
  if (notice !== null && application.privacyNotice !== notice.version) {
    return invalid(
      '/privacyNotice',
      `请阅读现行个人信息处理告知（版本 ${notice.version}）后填写该版本号。`,
      `Read the privacy notice in force and give its version: ${notice.version}.`,
    )
  }
  const situations = item.situations.map((situation) => situation.code)
  if (situations.length > 0 && !situations.includes(application.situation)) {
    const known = situations.join(', ')
    return invalid('/situation', `情形应为以下之一：${known}。`, `The situation must be one of: ${known}.`)
  }
  const read = parseInput(item.form, application.form, '/form')
  return read.ok ? ok(asFormValues(read.value)) : read
}

const invalid = (pointer: string, zh: string, en: string) =>
  fail({ code: 'invalidInput', errors: [{ pointer, zh, en }] })

/** Guarantee: the value came from JSON and has passed the item's form, which is a strict object. */
const asFormValues = (value: unknown) => value as FormValues
