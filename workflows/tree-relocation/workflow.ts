import { definePermit, departmentReview } from '#workflow-kit';
import { catalogue } from './catalogue.js';
import { form, line } from './form.js';

/**
 * Moving or felling trees (城市绿化条例 arts 20, 24; 森林法 art 56): the parks department leads for urban green land;
 * on forest land moving a tree follows the rules of felling, so the forestry department must agree; works beside a
 * road are agreed with the traffic police. An ancient or famous tree needs, besides its department, the government
 * (古树名木保护条例 art 15). A grade the province decides is not the city's to accept: the clerk declines it and names
 * the right agency.
 */
export const treeRelocation = definePermit({
  catalogue,
  form,
  line,
  facts: ({ form, lines }) => ({
    onForestLand: lines.some(({ standsOn }) => standsOn === 'forestLand'),
    alongRoad: lines.some(({ standsOn }) => standsOn === 'roadside'),
    movesAncientTrees: form.ancientTrees !== 'none',
  }),
  underReview: {
    parks: departmentReview('parks', { lead: true }),
    forestry: departmentReview('forestry', { when: 'onForestLand' }),
    trafficPolice: departmentReview('traffic-police', { when: 'alongRoad' }),
    government: departmentReview('city-government', { when: 'movesAncientTrees' }),
  },
});
