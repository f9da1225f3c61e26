import type { Visit } from '../visit.ts'

/** A text that may hold a name, a number of a document or somebody's own words: on an English page what is Chinese says so. */
export const Marked = ({ v, text }: { readonly v: Visit; readonly text: string }) => (
  <>{v.language === 'zh' ? text : piecesOf(text)}</>
)

/** Each piece of Chinese of a text marked as such, for whoever has it read aloud (WCAG 3.1.2). */
const piecesOf = (text: string) =>
  text.split(CHINESE).map((piece, at) => (at % 2 === 0 ? piece : <span lang="zh-CN">{piece}</span>))

/** With the marks and figures between, so that a title is one piece. */
const CHINESE = /([《〈]?\p{Script=Han}[\p{Script=Han}\d\-《》〈〉〔〕（）、，。；：“”·]*)/u
