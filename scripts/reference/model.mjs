// What is changed about the declarations before they are written: the names of entries, and less of what is said elsewhere.
import { Converter, ReflectionKind } from 'typedoc';

/** Types of Express are shown as they are written, without the arguments that they have by default. */
const EXPRESS = ['Request', 'Response'];

function withoutDefaults(type) {
  if (type?.type === 'reference' && EXPRESS.includes(type.name)) type.typeArguments = undefined;
}

/** An option of all vendors stands with the common ones, and how a handler is called stands in Express' documents. */
function isSaidElsewhere(reflection) {
  const { inheritedFrom, kind, parent } = reflection;
  if (kind === ReflectionKind.CallSignature) return parent.kindOf(ReflectionKind.Interface);
  return inheritedFrom?.reflection !== undefined;
}

export function shape(app, entries) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const reflection of Object.values(project.reflections)) {
      if (isSaidElsewhere(reflection)) project.removeReflection(reflection);
      withoutDefaults(reflection.type);
    }
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      const { page } =
        entries.find(({ source }) => source.replace(/(?:\/index)?\.ts$/, '') === `lib/${module.name}`) ??
        entries.at(-1);
      module.name = page;
    }
  });
}
