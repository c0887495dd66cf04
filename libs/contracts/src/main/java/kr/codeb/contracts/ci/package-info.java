/** Runs of a repository's workflows, and which of them an environment trusts. */
package kr.codeb.contracts.ci;
