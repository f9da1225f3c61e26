import type { FieldError } from '@tongban/kernel'
import { allowedTarget } from '../notices/target.ts'

/**
 * The address of a partner's exchange: what is sent goes where it says, so never into this machine, its network, or a
 * service of the cloud's own. In development any http or https address will do.
 */
export function baseUrlErrors(
  baseUrl: string,
  environment: 'development' | 'production',
): readonly FieldError[] {
  const target = allowedTarget(baseUrl, environment)
  if (!target.ok && target.failure.reason !== 'notUrl' && target.failure.reason !== 'scheme')
    return [{ pointer: '/baseUrl', zh: target.failure.zh, en: target.failure.en }]
  const isPlain = target.ok && target.value.search === '' && target.value.hash === ''
  return isPlain && !baseUrl.endsWith('/') ? [] : [NOT_AN_ADDRESS]
}

const NOT_AN_ADDRESS: FieldError = {
  pointer: '/baseUrl',
  zh: '应为 https:// 开头、不以斜杠结尾的地址，如 https://cx.example.gov.cn/exchange。',
  en: 'Must be an https:// address without a last slash, such as https://cx.example.gov.cn/exchange.',
}
