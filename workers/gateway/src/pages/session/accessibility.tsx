import type { Said } from '@tongban/http'
import { page } from '../answer.ts'
import { definePage } from '../definition.ts'
import { Heading } from '../parts/shown.tsx'

/**
 * 无障碍说明: what holds, what does not, and how to tell us (无障碍环境建设法 32, 37; WCAG 2.2 AA; GB/T 37668). What is
 * said to hold is what the browser tests check of every page.
 */
const TITLE: Said = { zh: '无障碍说明', en: 'Accessibility' }

const PARTS: readonly { readonly title: Said; readonly points: readonly Said[] }[] = [
  {
    title: { zh: '做到的', en: 'What holds' },
    points: [
      {
        zh: '每个页面都按 WCAG 2.2 的 AA 级检查：手机和电脑两种宽度、中文和英文、标准字号和大字版、浅色和深色。',
        en: 'Every page is checked against WCAG 2.2 level AA: on the widths of a telephone and a desk, in Chinese and English, in normal and large type, light and dark.',
      },
      {
        zh: '只用键盘就能走完每个页面；可以点按的地方至少高 44 像素；颜色从不单独表示意思。',
        en: 'The keyboard alone reaches everything; whatever is pressed is at least 44 pixels high; colour never says anything by itself.',
      },
      {
        zh: '大字版在每页上方，字号 22 像素以上；在 390 像素宽的手机上也不用左右拖动，宽表格在自己的框里滚动。',
        en: 'Large type, 22 pixels and more, is at the top of every page; on a telephone 390 pixels wide nothing has to be scrolled sideways but wide tables within their frame.',
      },
      {
        zh: '关掉脚本也能申请、查进度、出示证照、评价；没有动画，没有限时答题式的验证码。',
        en: 'Applying, following a case, showing a licence and rating work without scripts. Nothing moves, and no puzzle has to be solved.',
      },
      {
        zh: '图表旁边都有同样内容的表格；错误先在页首汇总，再在出错的地方说明，填过的内容不会丢。',
        en: 'Beside each chart stands a table that says the same. Errors are summed up at the top and told at the field, and what you filled in is kept.',
      },
    ],
  },
  {
    title: { zh: '没有做到的', en: 'What does not' },
    points: [
      {
        zh: '用相机扫码和断网核验需要脚本。可以改为粘贴内容、上传文件，或者请窗口核验。',
        en: 'Scanning by camera and verifying without a network need scripts. Paste the text or choose a file instead, or have a window verify it.',
      },
      {
        zh: '工作人员编辑规则表用的编辑器（dmn-js）不能完全用键盘和读屏软件操作。可以下载规则文件，改好后再上传。',
        en: 'The editor in which officials change rule tables (dmn-js) cannot be fully used by keyboard or screen reader. Download the file of rules, change it and upload it.',
      },
      {
        zh: '亮证码默认六十秒有效，以防被人盗用。页面会自动换新码，也可以出示打印的证照。',
        en: 'A code for showing a licence lasts sixty seconds, so that nobody else can use it. The page fetches new ones by itself; a printed licence does as well.',
      },
      {
        zh: '手语和盲文没有提供；办事人上传的文件保持原样，可能无法朗读。',
        en: 'There is neither sign language nor braille, and files that applicants upload stay as they are, which a screen reader may not read.',
      },
    ],
  },
  {
    title: { zh: '遇到障碍，告诉我们', en: 'Tell us what is in your way' },
    points: [
      {
        zh: '拨打政务服务便民热线 12345，说明在哪个页面、用什么设备；页面下方或者错误页上的请求编号有助于查找。',
        en: 'Call the service hotline 12345 and say on which page and with which device; the request number of an error page helps to find it.',
      },
      {
        zh: '任何一件事都可以到政务服务窗口由工作人员代办，或者委托他人代办，结果和期限相同。',
        en: 'Whatever can be done here can be done at a service window, by its staff or by somebody you entrust, with the same result and the same limits.',
      },
    ],
  },
]

export const showAccessibility = definePage({
  method: 'get',
  path: '/accessibility',
  rights: ['anyone'],
  answer: ({ t }) =>
    page(
      TITLE,
      <>
        <Heading>{t(TITLE)}</Heading>
        {PARTS.map(({ title, points }) => (
          <>
            <h2 class="govuk-heading-m">{t(title)}</h2>
            <ul class="govuk-list govuk-list--bullet">
              {points.map((point) => (
                <li>{t(point)}</li>
              ))}
            </ul>
          </>
        ))}
      </>,
    ),
})
