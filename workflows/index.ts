import { PermitRegistry } from '#workflow-kit';
import { roadExcavation } from './road-excavation/workflow.js';

/** Every permit item, one folder each. Adding an item is adding its folder and its line here. */
export const permitItems = new PermitRegistry([roadExcavation]);
