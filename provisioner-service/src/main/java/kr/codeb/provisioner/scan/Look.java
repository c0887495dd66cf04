package kr.codeb.provisioner.scan;

import java.util.List;
import kr.codeb.contracts.scan.Drift;

/**
 * What one part's look found.
 *
 * @param view the part as the answer shows it; null when the project has none, or it could not be looked at
 * @param issues sentences for people
 */
record Look<T>(T view, List<Drift> drift, List<String> issues) {

    static <T> Look<T> nothing() {
        return new Look<>(null, List.of(), List.of());
    }

    static <T> Look<T> at(T view, List<Drift> drift) {
        return new Look<>(view, drift, List.of());
    }

    static <T> Look<T> failed(String why) {
        return new Look<>(null, List.of(), List.of(why));
    }

    boolean repairable() {
        return drift.stream().anyMatch(Drift::repairable);
    }
}
