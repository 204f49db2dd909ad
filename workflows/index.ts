import { PermitRegistry } from '#workflow-kit';
import { constructionWaste } from './construction-waste/workflow.js';
import { greeningRelocation } from './greening-relocation/workflow.js';
import { roadExcavation } from './road-excavation/workflow.js';
import { streetlightRelocation } from './streetlight-relocation/workflow.js';
import { treeRelocation } from './tree-relocation/workflow.js';

/** Every permit item, one folder each. Adding an item is adding its folder and its line here. */
export const permitItems = new PermitRegistry([
  roadExcavation,
  greeningRelocation,
  treeRelocation,
  streetlightRelocation,
  constructionWaste,
]);
