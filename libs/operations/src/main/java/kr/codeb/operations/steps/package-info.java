/** Steps in order, and how they are taken back in reverse. */
package kr.codeb.operations.steps;
