export { closest } from '../../src/closest.ts';
