import { definePermit, departmentReview } from '#workflow-kit';
import { catalogue } from './catalogue.js';
import { form, line } from './form.js';

/**
 * Moving streetlights (城市照明管理规定 arts 28, 32): the lighting department leads and the power company cuts and
 * restores the supply; a trench in the road and an occupied lane bring in those who answer for the road. The item is
 * no licence of the national list (其他行政权力).
 */
export const streetlightRelocation = definePermit({
  catalogue,
  form,
  line,
  facts: ({ form }) => ({ digs: form.digs, occupiesRoad: form.occupiesRoad }),
  underReview: {
    lighting: departmentReview('lighting', { lead: true }),
    powerSupply: departmentReview('power-supply'),
    municipalWorks: departmentReview('municipal-works', { when: 'digs' }),
    trafficPolice: departmentReview('traffic-police', { when: 'occupiesRoad' }),
  },
});
