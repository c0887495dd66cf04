/** The journal and history of every change. */
package kr.codeb.registry.operation;
