import type { CatalogueSource } from '#workflow-kit';

type Material = CatalogueSource['materials'][number];

/** The form each item supplies (行政许可法 art 29). */
export const APPLICATION_FORM: Material = {
  id: 'application-form',
  name: { zh: '申请书', en: 'Application form' },
  required: 'always',
  shared: false,
  evidence: 'secondary',
};

/** Handed in once for the whole case when an agent acts for the owner (行政许可法 art 29). */
export const POWER_OF_ATTORNEY: Material = {
  id: 'power-of-attorney',
  name: { zh: '授权委托书', en: 'Power of attorney' },
  required: 'conditional',
  condition: { zh: '委托代理人办理的', en: 'when an agent acts for the owner' },
  shared: true,
  evidence: 'verified',
};
