export { incidentControllerFor } from './src/incident.controller.js';
export { Incidents } from './src/incidents.js';
export { MessageHandler, processorFor, QUEUES } from './src/message-processor.js';
export { MessagingModule } from './src/messaging.module.js';
export { createMessagingTables } from './src/messaging-tables.js';
export { newMessage, Outbox, type OutgoingMessage } from './src/outbox.js';
export { QueueBackendModule } from './src/queue-backend.module.js';
export { jobsByQueue, type QueueJob } from './src/queue-job.js';
export { Relay } from './src/relay.js';
