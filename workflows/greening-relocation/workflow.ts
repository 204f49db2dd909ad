import { definePermit, departmentReview } from '#workflow-kit';
import { catalogue } from './catalogue.js';
import { form, line } from './form.js';

/**
 * Occupying green land and transplanting its greening (城市绿化条例 art 19): the parks department leads. Green land
 * that is given up for good changes the plan, so the planning department must agree; works along a road are agreed
 * with the traffic police. Trees are an item of their own.
 */
export const greeningRelocation = definePermit({
  catalogue,
  form,
  line,
  facts: ({ form }) => ({ changesPlan: form.permanent, alongRoad: form.alongRoad }),
  underReview: {
    parks: departmentReview('parks', { lead: true }),
    planning: departmentReview('natural-resources', { when: 'changesPlan' }),
    trafficPolice: departmentReview('traffic-police', { when: 'alongRoad' }),
  },
});
