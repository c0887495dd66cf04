package kr.codeb.contracts.deletion;

import kr.codeb.contracts.scan.RepairPart;

/** Asks the provisioner to remove one part of a project's environment for good. */
public record RemovalRequest(RepairPart part) {}
