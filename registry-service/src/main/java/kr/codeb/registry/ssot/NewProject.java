package kr.codeb.registry.ssot;

import kr.codeb.contracts.registry.ProjectEnvironment;

/**
 * One environment of a project, to be written into the SSOT.
 *
 * @param createdBy id of the API key
 */
public record NewProject(String teamId, String type, String createdBy, ProjectEnvironment settings) {}
