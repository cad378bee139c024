/** The id of a function that is declared in a file under a name; `withIds` numbers further ones of the same name. */
export function declaredId({ file }: { readonly file: string }, name: string): string {
  return `${file}#${name}`;
}

/** `CreateOrder` of `template.yaml#CreateOrder`. */
export function nameInId(id: string): string {
  return id.slice(id.lastIndexOf('#') + 1);
}
