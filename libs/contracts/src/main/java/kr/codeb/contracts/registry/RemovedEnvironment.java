package kr.codeb.contracts.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What the registry forgot of an environment; asked for again by the same operation: the same answer.
 *
 * @param ports free for others now; absent when it had none
 * @param redis its number, free for others now; absent when it had none
 * @param domains all that it answered to, the primary one first
 * @param projectRemoved whether it was the project's last environment, so that the name is free now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RemovedEnvironment(Ports ports, Integer redis, List<String> domains, boolean projectRemoved) {}
