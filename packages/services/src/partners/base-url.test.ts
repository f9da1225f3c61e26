import { expect, test } from 'vitest'
import { baseUrlErrors } from './base-url.ts'

const refused = (baseUrl: string, environment: 'development' | 'production' = 'production') =>
  baseUrlErrors(baseUrl, environment).map(({ pointer }) => pointer)

test.each([
  'https://cx.example.gov.cn/exchange',
  'https://cx.example.gov.cn',
  'https://cx.example.gov.cn:443/exchange',
  'https://交换.example.cn/exchange',
  'https://8.8.8.8/exchange',
])('in production, is %s an address a partner may have?', (baseUrl) => {
  expect(refused(baseUrl)).toEqual([])
})

test.each([
  'http://cx.example.gov.cn/exchange',
  'ftp://cx.example.gov.cn/exchange',
  'cx.example.gov.cn/exchange',
  '',
  'https://cx.example.gov.cn/exchange/',
  'https://cx.example.gov.cn/exchange?to=other',
  'https://cx.example.gov.cn/exchange#part',
  'https://someone@cx.example.gov.cn/exchange',
  'https://someone:secret@cx.example.gov.cn/exchange',
  'https://cx.example.gov.cn:8443/exchange',
  'https://localhost/exchange',
  'https://exchange/exchange',
  'https://exchange.internal/exchange',
  'https://127.0.0.1/exchange',
  'https://127.1/exchange',
  'https://0x7f000001/exchange',
  'https://10.0.0.7/exchange',
  'https://172.16.3.4/exchange',
  'https://192.168.1.1/exchange',
  'https://169.254.169.254/exchange',
  'https://100.64.0.1/exchange',
  'https://0.0.0.0/exchange',
  'https://[::1]/exchange',
  'https://[fd00::1]/exchange',
  'https://[::ffff:10.0.0.1]/exchange',
])('in production, is %s refused, and as the address?', (baseUrl) => {
  expect(refused(baseUrl)).toEqual(['/baseUrl'])
})

test('in development, is a port of this machine taken, and user information still not?', () => {
  expect(refused('http://localhost:8788/exchange', 'development')).toEqual([])
  expect(refused('http://someone@localhost:8788/exchange', 'development')).toEqual(['/baseUrl'])
  expect(refused('http://localhost:8788/exchange/', 'development')).toEqual(['/baseUrl'])
})
