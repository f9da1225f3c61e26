/** What the region sets for 公共场所卫生许可证注销: above all its article for cancelling at the holder's own wish. */
import { text } from '../../form-fields.ts'
import { ruleParameters } from '../../rule-parameters.ts'

export const parameters = ruleParameters({ ownWishArticle: text(200).nullable() })
