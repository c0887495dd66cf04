/** What the registry keeps of a project: environments, slots, ports and routes. */
package kr.codeb.contracts.registry;
