package kr.codeb.provisioner.provision;

import java.util.List;
import kr.codeb.contracts.scan.Drift;

/**
 * What a look at one thing found.
 *
 * @param view the thing as the answer shows it; null when the project has none, or it could not be looked at
 * @param issues sentences for people
 */
public record Finding<T>(T view, List<Drift> drift, List<String> issues) {

    public static <T> Finding<T> nothing() {
        return new Finding<>(null, List.of(), List.of());
    }

    public static <T> Finding<T> at(T view, List<Drift> drift) {
        return new Finding<>(view, drift, List.of());
    }

    public static <T> Finding<T> failed(String why) {
        return new Finding<>(null, List.of(), List.of(why));
    }

    public boolean repairable() {
        return drift.stream().anyMatch(Drift::repairable);
    }
}
