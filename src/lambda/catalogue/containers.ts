/** Packages whose containers give objects of the project under a key. */
const CONTAINERS =
  /^(?:awilix|@fastify\/awilix|inversify|tsyringe|typedi|@nestjs\/core|typed-inject|bottlejs|injection-js|brandi|diod|node-dependency-injection|@wessberg\/di|@tsed\/di)$/;

export const isContainerPackage = (module: string): boolean => CONTAINERS.test(module);
