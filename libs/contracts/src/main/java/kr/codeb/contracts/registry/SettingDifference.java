package kr.codeb.contracts.registry;

import com.fasterxml.jackson.databind.JsonNode;

/** A param of {@code workflow_init} that says something else than what is there already. */
public record SettingDifference(String param, JsonNode is, JsonNode given) {}
