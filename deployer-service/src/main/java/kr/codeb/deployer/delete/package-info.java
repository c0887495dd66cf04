/** Deletes an environment: everything that CodeB ever made for it, and nothing else. */
package kr.codeb.deployer.delete;
