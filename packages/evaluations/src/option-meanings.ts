/**
 * What an option 评价选项 means in plain words, where its national name does not say it to whoever rates. The names and codes are
 * the nation's and stay as they are; these sentences are this project's and stand beside them.
 */
type Said = { readonly zh: string; readonly en: string }

const MEANINGS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  '510': ['在一个窗口交一次材料，就办完了。', 'One window took everything once, and it was done.'],
  '511': ['材料没带齐也先收下，后来再补。', 'It was taken in at once, and I brought the rest later.'],
  '512': ['没有让我开证明。', 'I was asked for no certificates.'],
  '407': ['网上先交，到窗口只核对原件。', 'I sent it online and only showed the originals at the window.'],
  '408': ['要交什么，一张清单全写明了。', 'One list said everything that was needed.'],
  '409': ['有的材料我书面承诺就不用交。', 'For some papers my written declaration was enough.'],
  '411': ['只去了一次大厅。', 'I had to come to the hall once only.'],
  '307': ['缺什么，一次就全告诉我了。', 'All that was missing was told to me at once.'],
  '308': ['有填好的样表可以照着填。', 'There were filled-in examples to follow.'],
  '309': ['在答应的时间内办完了。', 'It was done within the time that was promised.'],
  '310': ['办事指南写的和实际一样。', 'It was as the guide says.'],
  '311': ['只要了指南上写的材料。', 'Only the papers of the guide were asked for.'],
  '313': ['跑的次数和指南写的一样。', 'I had to come as often as the guide says.'],
  '207': ['没有样表，不知道怎么填。', 'There was no example to show how to fill it in.'],
  '208': ['没有说清要交哪些材料。', 'Nobody said which papers were needed.'],
  '209': ['答应的时间过了还没办完。', 'It was not done within the time that was promised.'],
  '210': ['交过的证明又让我交一遍。', 'I had to hand in a certificate I had handed in before.'],
  '211': ['说可以网上办，实际办不了。', 'It was said to be possible online, and was not.'],
  '212': ['预约了，到场还是要重新排队。', 'I had an appointment and had to queue all the same.'],
  '213': ['工作人员不熟悉怎么办。', 'The staff did not know how it is done.'],
  '108': ['提出了办事指南上没有写的条件。', 'I was held to a condition the guide does not have.'],
  '109': ['要了办事指南上没有写的材料。', 'I was asked for a paper the guide does not have.'],
  '110': [
    '超过了法律规定的时间，也没有说明理由。',
    'It took longer than the law allows, and nobody said why.',
  ],
  '111': ['样表本身写错了，照着填被退回。', 'The example was wrong, and following it led me astray.'],
  '112': ['说可以网上收件，实际不收。', 'It was said to be taken in online, and was not.'],
  '113': ['让我在几个部门之间来回跑。', 'I was sent back and forth between offices.'],
  '114': ['实际跑的次数比指南写的多。', 'I had to come more often than the guide says.'],
}

/** Null where the name says it. */
export function meaningOf(option: string): Said | null {
  const [zh, en] = MEANINGS[option] ?? []
  return zh === undefined || en === undefined ? null : { zh, en }
}
export const EXPLAINED = Object.keys(MEANINGS)
