import { PermitRegistry } from '#workflow-kit';
import { loadPermitItems, PERMIT_ITEMS_FOLDER } from './load-permit-items.js';

export { loadPermitItems } from './load-permit-items.js';

/** Every permit item of the product: one folder beside this file each. Adding an item is adding its folder. */
export const permitItems = new PermitRegistry(await loadPermitItems(PERMIT_ITEMS_FOLDER));
