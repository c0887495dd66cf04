/** Host names: which project may have which, and the further domains of each environment. */
package kr.codeb.registry.domain;
