import { definePermit, departmentReview } from '#workflow-kit';
import { catalogue } from './catalogue.js';
import { form, line } from './form.js';

/**
 * Discharging, hauling and disposing of construction waste (城市建筑垃圾管理规定 art 7): the sanitation department leads
 * and decides; the route and its hours are agreed with the traffic police, the land of a disposal site with natural
 * resources, a site beside water with the water department, polluted waste with ecology. The treatment plan is filed
 * beforehand (固体废物污染环境防治法 art 63); its number is asked for here.
 */
export const constructionWaste = definePermit({
  catalogue,
  form,
  line,
  facts: ({ form, lines }) => {
    const disposes = lines.some(({ kind }) => kind === 'disposal');
    return {
      transports: lines.some(({ kind }) => kind === 'transport'),
      disposes,
      disposesByWater: disposes && form.byWater,
      polluted: form.polluted,
    };
  },
  underReview: {
    sanitation: departmentReview('sanitation', { lead: true }),
    trafficPolice: departmentReview('traffic-police', { when: 'transports' }),
    land: departmentReview('natural-resources', { when: 'disposes' }),
    water: departmentReview('water', { when: 'disposesByWater' }),
    ecology: departmentReview('ecology', { when: 'polluted' }),
  },
});
