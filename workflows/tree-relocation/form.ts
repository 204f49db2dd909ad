import { z } from 'zod';
import { lineSchema } from '#contracts';
import { periodInOrder } from '#workflow-kit';

/** What the application form for moving or felling trees asks. */
export const form = z
  .strictObject({
    siteName: z.string().trim().min(2).max(100).meta({ title: '工程地点 Site' }),
    purpose: z.string().trim().min(2).max(500).meta({ title: '迁移、砍伐事由 Purpose' }),
    from: z.iso.date().meta({ title: '开始日期 From' }),
    to: z.iso.date().meta({ title: '结束日期 To' }),
    projectClass: z
      .enum(['nationalKey', 'provincialKey', 'otherInfrastructure', 'other'])
      .meta({ title: '工程类别 Class of the project' }),
    ancientTrees: z
      .enum(['none', 'grade3', 'grade2', 'grade1', 'famous'])
      .default('none')
      .meta({ title: '涉及古树名木的最高保护等级 Highest grade of ancient trees' }),
    care: z.string().trim().min(2).max(1000).meta({ title: '迁移养护方案 Plan of relocation and care' }),
  })
  .superRefine(periodInOrder);

const tree = {
  species: z.string().trim().min(1).max(60).meta({ title: '树种 Species' }),
  dbh: z.enum(['under10', '10to20', '20to30', '30to50', 'from50']).meta({ title: '胸径（厘米） DBH in cm' }),
  standsOn: z.enum(['greenLand', 'roadside', 'forestLand']).meta({ title: '所在用地 Stands on' }),
  position: z.string().trim().min(2).max(200).meta({ title: '位置 Position' }),
};
const destination = z.string().trim().min(2).max(200).meta({ title: '迁移去向 Destination' });
const replanting = z.string().trim().min(2).max(200).meta({ title: '补植措施 Replanting' });

/** Quantity lines: one per group of trees of one species and size, moved or felled. */
export const line = z.discriminatedUnion('kind', [
  lineSchema('relocation', 'tree', { ...tree, destination }),
  lineSchema('felling', 'tree', { ...tree, replanting }),
]);
