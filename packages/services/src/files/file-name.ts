import type { FieldError } from '@tongban/kernel'

/**
 * The name a file is handed in under. It is kept encrypted, as people put names into it, and is given back as it came;
 * so what could lead a reader astray is refused instead of repaired: parts of a path, control and format characters (a
 * right-to-left override shows `exe.pdf` for what ends in `fdp.exe`), leading and trailing dots.
 */
type Words = Pick<FieldError, 'zh' | 'en'>
type Rule = Words & { readonly isBad: (name: string) => boolean }

const NAME_LIMIT = 120

const RULES: readonly Rule[] = [
  {
    isBad: (name) => name === '' || [...name].length > NAME_LIMIT,
    zh: `文件名应为 1–${NAME_LIMIT} 个字符。`,
    en: `A file name has 1–${NAME_LIMIT} characters.`,
  },
  {
    isBad: (name) => /[/\\:]/.test(name) || name.includes('..'),
    zh: '文件名不能含有路径（/、\\、: 或者 ..），请只填写文件本身的名称。',
    en: 'A file name holds no path (/, \\, : or ..); give the name of the file alone.',
  },
  {
    isBad: (name) => !name.isWellFormed() || /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(name),
    zh: '文件名含有看不见的字符（控制字符、改变文字方向的字符等），请改名后重新上传。',
    en: 'The file name holds invisible characters (controls, changes of writing direction); rename it and upload again.',
  },
  {
    isBad: (name) => /[<>"|?*]/.test(name),
    zh: '文件名不能含有 < > " | ? *。',
    en: 'A file name holds none of < > " | ? *.',
  },
  {
    isBad: (name) => /^[.\s]|[.\s]$/u.test(name),
    zh: '文件名不能以点或者空格开头、结尾。',
    en: 'A file name neither begins nor ends with a dot or a space.',
  },
]

/** What is wrong with the name, or null. */
export function nameFault(name: string): Words | null {
  const broken = RULES.find(({ isBad }) => isBad(name))
  return broken === undefined ? null : { zh: broken.zh, en: broken.en }
}

/** What follows the last dot, in lower case; empty where there is none. */
export const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
