package kr.codeb.gateway.ci;

import kr.codeb.contracts.ci.CiRun;

/**
 * What an issuer asserted, and what was found to be true.
 *
 * @param id SHA-256 of what tells it from all others of its issuer
 */
record Assertion(CiRun run, String id) {}
