package kr.codeb.contracts.scan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A registry file that was brought back from a kept version.
 *
 * @param restoredFrom the version that stands in its place now, {@code memory} or the name of a kept version
 * @param damaged where the damaged file was put; absent when it was gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestoredFile(String file, String restoredFrom, String damaged) {}
