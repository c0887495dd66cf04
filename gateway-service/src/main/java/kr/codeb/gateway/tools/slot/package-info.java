/** Tools for versions: deploy, promote, roll back, tidy up, and see how the slots are. */
package kr.codeb.gateway.tools.slot;
