import { type LibraryObject, ObjectValue, Unknown } from '../evaluate/values.js';

/** What a resource of a program is given: the last argument but one, or two, that is an object. */
export function bridgedProps(object: LibraryObject): ObjectValue {
  const props = object.args.find((each, index) => index > 0 && each instanceof ObjectValue);
  if (props instanceof ObjectValue) return props;
  const empty = new ObjectValue();
  empty.isOpen = object.args.some((each, index) => index > 0 && each instanceof Unknown);
  return empty;
}
