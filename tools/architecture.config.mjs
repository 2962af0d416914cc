// The arrows between rooms (ARCHITECTURE.md) as dependency-cruiser rules. A rule's name is the sentence that a broken import contradicts.

/** What each room of core may import besides itself. */
const coreArrows = {
  'errors.ts': [],
  'ids.ts': ['errors.ts'],
  'money.ts': ['errors.ts', 'ids.ts'],
  'text-bytes.ts': [],
  'chain/': ['errors.ts', 'ids.ts', 'money.ts'],
  'trace/': ['errors.ts', 'ids.ts', 'money.ts', 'chain/', 'bridge/views.ts'],
  'language/': ['errors.ts', 'ids.ts', 'money.ts', 'chain/'],
  'case/': ['errors.ts', 'ids.ts', 'money.ts', 'chain/'],
  'world/': ['errors.ts', 'ids.ts', 'money.ts', 'chain/', 'language/'],
  'exercise/': ['errors.ts', 'ids.ts', 'money.ts', 'chain/', 'case/', 'trace/', 'language/', 'bridge/views.ts'],
  'pack/': ['errors.ts', 'ids.ts', 'money.ts', 'chain/', 'language/', 'world/', 'exercise/'],
  'bridge/': ['errors.ts', 'ids.ts', 'money.ts', 'chain/', 'case/'],
};

/** Packages that are pure computation: no Node, no DOM, no clock, no network. */
const corePackages = ['zod', 'yaml', 'canonicalize', 'saxes/', '@noble/', '@scure/'];

const escape = (/** @type {string} */ text) => text.replaceAll('.', '\\.');
const anyOf = (/** @type {string[]} */ paths) => `(${paths.map(escape).join('|')})`;

/** @typedef {import('dependency-cruiser').IForbiddenRuleType} Rule */

/** @type {(name: string, from: Rule['from'], to: import('dependency-cruiser').IRegularForbiddenRuleType['to']) => Rule} */
const forbid = (name, from, to) => ({ name, severity: 'error', from, to });

const coreRules = Object.entries(coreArrows).map(([room, allowed]) =>
  forbid(
    `core-${room.replace(/\.ts|\//, '')}-imports-only-${allowed.map((path) => path.replace(/\.ts|\//g, '')).join('-') || 'nothing'}`,
    { path: `^core/${escape(room)}` },
    { path: '^core/', pathNot: `^core/${anyOf([room, ...allowed])}` },
  ),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid('nothing-imports-in-a-circle', {}, { circular: true }),
    forbid('every-import-is-found', {}, { couldNotResolve: true }),
    forbid('the-product-imports-no-tests-and-no-tools', { path: '^(core|host|electron|renderer)/' }, { path: '^(tests|tools)/' }),

    forbid('core-imports-no-other-room', { path: '^core/' }, { path: '^(host|electron|renderer)/' }),
    forbid('core-imports-no-node', { path: '^core/' }, { dependencyTypes: ['core'] }),
    forbid(
      'core-imports-only-pure-packages',
      { path: '^core/' },
      { path: 'node_modules/', pathNot: `node_modules/(@types/)?${anyOf(corePackages)}` },
    ),
    ...coreRules,

    forbid('host-imports-only-core', { path: '^host/' }, { path: '^(electron|renderer)/' }),
    forbid(
      'host-imports-no-electron-and-no-screen-package',
      { path: '^host/' },
      { path: 'node_modules/(electron|react|react-dom|three)/' },
    ),
    forbid('electron-imports-only-core-and-host', { path: '^electron/' }, { path: '^renderer/' }),
    {
      name: 'the-desktop-host-reads-no-compiler',
      severity: 'error',
      from: { path: '^electron/desktop-host\\.ts$' },
      to: { path: '^core/pack/compile-scenario\\.ts$', reachable: true },
    },
    forbid(
      'the-preload-imports-only-electron-and-two-small-files',
      { path: '^electron/preload\\.ts$' },
      { path: '^(core|host|electron)/', pathNot: '^electron/(channels|plain-data)\\.ts$' },
    ),

    forbid('renderer-imports-no-host-and-no-electron', { path: '^renderer/' }, { path: '^(host|electron)/|node_modules/electron/' }),
    forbid('renderer-imports-no-node', { path: '^renderer/' }, { dependencyTypes: ['core'] }),
    forbid(
      'renderer-imports-no-truth-generator-or-grader',
      { path: '^renderer/' },
      {
        path: '^core/',
        pathNot: `^core/${anyOf(['errors.ts', 'ids.ts', 'money.ts', 'text-bytes.ts', 'chain/', 'trace/', 'case/', 'bridge/'])}`,
      },
    ),
    forbid(
      'only-the-graph-canvas-imports-the-scene',
      { path: '^renderer/', pathNot: '^renderer/(scene/|ui/GraphCanvas\\.tsx$)' },
      { path: '^renderer/scene/' },
    ),
    forbid('only-the-scene-imports-three', { path: '^renderer/', pathNot: '^renderer/scene/' }, { path: 'node_modules/three/' }),
    forbid(
      'the-scene-knows-three-and-numbers',
      { path: '^renderer/scene/' },
      { path: '^renderer/(ui|state|i18n|bridge)|node_modules/(react|react-dom|zustand|i18next)/' },
    ),
    forbid(
      'view-is-pure',
      { path: '^renderer/view/' },
      { path: '^renderer/(ui|scene|state|bridge)|node_modules/(react|react-dom|three|zustand)/' },
    ),
    forbid('state-knows-no-screen', { path: '^renderer/state/' }, { path: '^renderer/(ui|scene)/|node_modules/(react-dom|three)/' }),
    forbid(
      'only-the-composition-root-imports-app-wide-concretes',
      { path: '^(core|host|electron|renderer)/', pathNot: '^(host/cli\\.ts|electron/main\\.ts)$' },
      { path: '^(host/cli|electron/main|renderer/main)\\.tsx?$' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Type-only imports are arrows too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
