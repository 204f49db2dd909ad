export { incidentControllerFor } from './src/incident.controller.js';
export { type Failure, Incidents } from './src/incidents.js';
export { MessageHandler, processorFor, QUEUES } from './src/message-processor.js';
export { MessagingModule, type MessagingOptions } from './src/messaging.module.js';
export { createMessagingTables } from './src/messaging-tables.js';
export { newMessage, Outbox, type OutgoingMessage } from './src/outbox.js';
export { QueueBackendModule } from './src/queue-backend.module.js';
export { JOB_NAME, JOB_OPTIONS, jobsByQueue, type NewJob, newJob, type QueueJob } from './src/queue-job.js';
export { Relay } from './src/relay.js';
