import { definePermit, departmentReview } from '#workflow-kit';
import { catalogue } from './catalogue.js';
import { form, line } from './form.js';
import { underMoratorium } from './moratorium.js';

/**
 * Occupying or excavating an urban road (城市道路管理条例 arts 30, 31, 33): the municipal works department and the
 * traffic police must both approve; excavation needs the planning document, green land on the way its own department,
 * and a road that is too new to be opened the approval of the city's government.
 */
export const roadExcavation = definePermit({
  catalogue,
  form,
  line,
  facts: ({ form, lines }) => {
    const excavates = lines.some(({ kind }) => kind === 'excavation');
    return {
      excavates,
      touchesGreening: form.touchesGreening,
      opensNewRoad: excavates && underMoratorium(form, form.from),
    };
  },
  underReview: {
    municipalWorks: departmentReview('municipal-works', { lead: true }),
    trafficPolice: departmentReview('traffic-police'),
    planning: departmentReview('natural-resources', { when: 'excavates' }),
    greening: departmentReview('parks', { when: 'touchesGreening' }),
    government: departmentReview('city-government', { when: 'opensNewRoad' }),
  },
});
