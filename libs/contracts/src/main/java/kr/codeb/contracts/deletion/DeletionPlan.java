package kr.codeb.contracts.deletion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import kr.codeb.contracts.registry.Environment;

/**
 * All that goes with an environment.
 *
 * @param containers names, running or not
 * @param images that were fetched for it, pinned
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeletionPlan(
        Environment environment,
        List<String> containers,
        List<String> images,
        @JsonUnwrapped ServerRemains remains) {}
