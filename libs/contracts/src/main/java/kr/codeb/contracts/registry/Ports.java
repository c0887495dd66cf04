package kr.codeb.contracts.registry;

/** The two host ports of a project's environment: blue even, green the next odd. */
public record Ports(int blue, int green) {

    public int of(SlotName slot) {
        return slot == SlotName.BLUE ? blue : green;
    }
}
