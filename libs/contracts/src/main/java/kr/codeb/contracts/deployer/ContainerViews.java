package kr.codeb.contracts.deployer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What Docker says of both slots of an environment.
 *
 * @param ageMillis how old that may be
 * @param error why Docker cannot be asked just now, in a sentence; null when it can
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContainerViews(List<ContainerView> containers, long ageMillis, String error) {}
