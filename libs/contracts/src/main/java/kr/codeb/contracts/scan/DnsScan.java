package kr.codeb.contracts.scan;

import java.util.List;

/**
 * The A records of a project's names.
 *
 * @param managed whether the primary domain lies below the base domain, so that CodeB keeps its record
 */
public record DnsScan(boolean managed, List<Name> records) {

    /**
     * One name.
     *
     * @param expected the address it has to have
     * @param found the addresses it has in CodeB's zone, joined by spaces; null for names that are not CodeB's to keep
     */
    public record Name(String name, String expected, String found) {}
}
