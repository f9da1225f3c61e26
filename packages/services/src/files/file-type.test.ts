import { expect, test } from 'vitest'
import { contentOf } from './content.ts'
import { extensionOf, nameFault } from './file-name.ts'
import { checkType, extensionFault } from './file-type.ts'
import { jpegFile, ofdFile, pdfFile, pngFile, zipOf } from './samples.fixture.ts'

const join = (...parts: readonly Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]))
const text = (value: string) => new TextEncoder().encode(value)
/** In parts of a few bytes, so that nothing rests on a part holding the whole. */
const inParts = (bytes: Uint8Array, part = 37) =>
  contentOf(bytes.length, part, async (index) => bytes.subarray(index * part, (index + 1) * part))
const typeOf = async (name: string, bytes: Uint8Array) => {
  const found = await checkType(name, inParts(bytes))
  return 'type' in found ? found.type : found.fault.zh
}
const NO_TYPE = expect.stringContaining('文件内容不是完整的')

test.each([
  ['a.pdf', pdfFile(), 'application/pdf'],
  ['a.PDF', pdfFile(), 'application/pdf'],
  ['a.jpg', jpegFile(), 'image/jpeg'],
  ['a.jpeg', jpegFile(), 'image/jpeg'],
  ['a.png', pngFile(), 'image/png'],
  ['a.ofd', ofdFile(), 'application/ofd'],
])('is %s known by its content?', async (name, bytes, type) => {
  expect(await typeOf(name, bytes)).toBe(type)
})

test.each([
  ['a zip', 'a.pdf', zipOf({ 'a.txt': 'x' })],
  ['a page of HTML', 'a.pdf', text('<html><script>alert(1)</script></html>')],
  ['a program', 'a.jpg', text('MZ\x90\0')],
  ['a PDF that begins late', 'a.pdf', join(text('GIF89a'), pdfFile())],
  ['a PDF that was cut off', 'a.pdf', pdfFile().subarray(0, -4)],
  ['a PNG that was cut off', 'a.png', pngFile().subarray(0, -1)],
  ['a JPEG of a head alone', 'a.jpg', jpegFile().subarray(0, 12)],
  ['an archive without OFD.xml', 'a.ofd', zipOf({ 'word/document.xml': 'x' })],
  ['OFD.xml in a folder only', 'a.ofd', zipOf({ 'x/OFD.xml': 'x' })],
  ['an OFD whose entry leaves its folder', 'a.ofd', zipOf({ 'OFD.xml': 'x', '../../etc/passwd': 'x' })],
  ['an OFD that unpacks without end', 'a.ofd', zipOf({ 'OFD.xml': 'x' }, { unpackedBytes: 0xf0000000 })],
  ['an encrypted OFD', 'a.ofd', zipOf({ 'OFD.xml': 'x' }, { encrypted: true })],
  ['an OFD with bytes behind its end', 'a.ofd', join(ofdFile(), text('more'))],
  ['an OFD cut off', 'a.ofd', ofdFile().subarray(0, -30)],
  ['two bytes', 'a.pdf', text('%P')],
])('is %s none of the kinds that are taken?', async (_, name, bytes) => {
  expect(await typeOf(name, bytes)).toEqual(NO_TYPE)
})

test.each([
  ['PDF and archive', 'a.pdf', join(pdfFile(), zipOf({ 'OFD.xml': 'x' }))],
  [
    'PDF and archive whose comment ends as a PDF',
    'a.pdf',
    join(pdfFile(), zipOf({ 'a.sh': 'x' }, { comment: '\n%%EOF' })),
  ],
  ['archive within a PDF’s last bytes', 'a.pdf', join(pdfFile(), zipOf({ 'a.sh': 'x' }), text('\n%%EOF\n'))],
  ['JPEG and archive', 'a.jpg', join(jpegFile(), zipOf({ 'a.sh': 'x' }))],
  ['PNG and archive', 'a.png', join(pngFile(), zipOf({ 'a.sh': 'x' }))],
])('is what is %s at once refused?', async (_, name, bytes) => {
  expect(await typeOf(name, bytes)).toEqual(NO_TYPE)
})

test('is a photo with the camera’s own data behind its end still a photo?', async () => {
  expect(await typeOf('a.jpg', join(jpegFile(), text('SEFT of a camera')))).toBe('image/jpeg')
})

test('is whoever named a picture .pdf told what it is and what to name it?', async () => {
  expect(await typeOf('a.pdf', jpegFile())).toContain(
    '文件内容是JPEG 图片，与文件名的后缀不符。请把后缀改为 .jpg',
  )
})

test('is a kind nobody can check refused by its name already?', () => {
  expect(extensionFault('a.docx')?.zh).toContain('pdf、jpg、jpeg、png、ofd')
  expect(extensionFault('a')?.en).toContain('pdf, jpg')
  expect(extensionFault('a.ofd')).toBeNull()
})

test.each([
  ['张三的身份证（正反面）.pdf', null],
  ['𠮷野.png', null],
  ['Scan 2026-11-23 #1.jpg', null],
  ['', '1–120'],
  [`${'a'.repeat(120)}.pdf`, '1–120'],
  ['../../etc/passwd.pdf', '路径'],
  ['a/b.pdf', '路径'],
  ['C:\\a.pdf', '路径'],
  ['a..pdf', '路径'],
  ['a\0.pdf', '看不见'],
  ['a\n.pdf', '看不见'],
  ['gpj.\u202efdp.exe.pdf', '看不见'],
  ['a\u2067.pdf', '看不见'],
  ['a\u200b.pdf', '看不见'],
  ['a\ud800.pdf', '看不见'],
  ['a"b.pdf', '< > " | ? *'],
  ['.pdf', '点或者空格'],
  ['a.pdf ', '点或者空格'],
])('is the file name %j taken or refused with a reason?', (name, words) => {
  const fault = nameFault(name)
  if (words === null) expect(fault).toBeNull()
  else expect(fault?.zh).toContain(words)
})

test('is the ending what follows the last dot?', () => {
  expect(['a.b.PDF', 'a', 'a.'].map(extensionOf)).toEqual(['pdf', '', ''])
})
