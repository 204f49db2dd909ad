export { DEPARTMENTS } from './departments.js';
export { TOWNS, UNVERIFIED_TOWNS, VERIFIED_TOWNS } from './towns.js';
export { WINDOWS } from './windows.js';
