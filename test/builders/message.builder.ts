import type { Message } from '#contracts';
import { newMessage } from '#messaging';

/** What the window tells the ledger of one permit: ten applied for, eight and a half approved. */
export function grantedMessage(): Message {
  return newMessage(
    'permit.granted',
    {
      caseNumber: 'PLtest-20230306-001',
      item: 'road-excavation',
      windowId: 'shaping',
      townCode: '450721114',
      ownerUscc: '91350100M000100Y43',
      ownerName: '测试业主',
      projectCode: '2208-450000-04-01-123456',
      projectName: '测试项目',
      synthetic: true,
      applicationId: '018a0000-0000-7000-8000-000000000001',
      permitNumber: '钦审批路〔2023〕1号',
      acceptedOn: '2023-03-06',
      decidedOn: '2023-03-07',
      lines: [{ id: '1', kind: 'excavation', unit: 'm2', applied: '10', approved: '8.5' }],
    },
    new Date('2023-03-07T01:00:00Z'),
  );
}
