package kr.codeb.contracts.scan;

/** Asks the provisioner to make one part of a project's environment as the registry and the env file say. */
public record RepairRequest(RepairPart part) {}
