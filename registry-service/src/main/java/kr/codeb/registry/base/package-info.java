/** Used by every other package of the registry, and uses none of them: settings, names of files, ids, the time. */
package kr.codeb.registry.base;
