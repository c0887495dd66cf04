package kr.codeb.contracts.operation;

import java.util.List;
import java.util.Map;

/**
 * What the holder reports while it works.
 *
 * @param steps all steps as they stand now
 * @param notes added to those there are; null adds none
 */
public record Progress(List<StepReport> steps, Map<String, String> notes) {}
