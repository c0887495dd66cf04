package kr.codeb.contracts.key;

import kr.codeb.contracts.ci.CiRun;
import kr.codeb.contracts.registry.Environment;

/**
 * A short-lived key that is asked for by the run of a workflow.
 *
 * @param project null: the one that trusts it
 * @param environment null: all of the project that trust it
 * @param assertion SHA-256 of what tells GitHub's assertion from all others: each is good once
 */
public record NewCiKey(CiRun run, String project, Environment environment, String assertion) {}
