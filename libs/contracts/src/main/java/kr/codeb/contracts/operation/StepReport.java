package kr.codeb.contracts.operation;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One step of an operation, as every long call answers with.
 *
 * @param duration milliseconds
 * @param message why it failed or was skipped, or what it found; absent when there is nothing to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StepReport(String name, StepStatus status, long duration, String message) {}
