/** Why calls had better not be under way at once, in words that go on from a fix's title. */
export const CONNECTION = 'a database connection may only serve one call at a time';
export const TESTS = 'a test mocks the calls in order, or makes one of them fail';
