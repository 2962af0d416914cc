// dependency-cruiser parses with the JavaScript interface of TypeScript, which TypeScript 7 does not have any more. Preloaded with
// --require, this gives it TypeScript 6 (typescript-classic) under the name it asks for, both as require and as import.
const Module = require('node:module');
const { pathToFileURL } = require('node:url');

const isAsked = /^typescript($|\/)/;
const classic = (name) => name.replace(isAsked, 'typescript-classic$1');

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (name, ...rest) {
  return resolveFilename.call(this, isAsked.test(name) ? classic(name) : name, ...rest);
};

const hook = `export const resolve = (name, context, next) => next(name === 'typescript' ? 'typescript-classic' : name, context);`;
Module.register(`data:text/javascript,${encodeURIComponent(hook)}`, pathToFileURL(__filename));
