package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Every setting there is, read from the mappings of this package: a new one is a method of one of them, and nothing else.
 * The four services read one file, so each of them knows the names of all.
 */
public final class KnownSettings {

    private static final List<Class<?>> MAPPINGS = List.of(
            InternalConfig.class,
            AddressesConfig.class,
            LogConfig.class,
            StopConfig.class,
            HostsConfig.class,
            RegistryConfig.class,
            ProvisionerConfig.class,
            DeployerConfig.class,
            GatewayConfig.class);

    private static final Map<String, KnownSetting> ALL = all();

    private KnownSettings() {}

    /**
     * One setting.
     *
     * @param name as in the file; {@code *} stands for a name of the user's own, which is quoted there
     * @param defaultValue null when there is none
     * @param optional whether it may be absent although it has no default
     * @param declaration where its sentence is written
     */
    public record KnownSetting(String name, String defaultValue, boolean optional, Method declaration) {

        private boolean matches(String asked) {
            return Pattern.matches(
                    Arrays.stream(name.split("\\*", -1))
                            .map(Pattern::quote)
                            .reduce((a, b) -> a + "(\"[^\"]+\"|[^.\"]+)" + b)
                            .orElseThrow(),
                    asked);
        }

        private boolean matchesVariable(String variable) {
            return Pattern.matches(variable(name).replace("*", ".+"), variable);
        }
    }

    public static List<KnownSetting> list() {
        return List.copyOf(ALL.values());
    }

    /** Whether there is such a setting, {@code codeb.…}. */
    public static boolean isKnown(String name) {
        return ALL.containsKey(name) || ALL.values().stream().anyMatch(known -> known.matches(name));
    }

    /** Whether an environment variable is the form of a setting: {@code CODEB_GRACE_HOURS}. */
    public static boolean isKnownVariable(String variable) {
        return ALL.values().stream().anyMatch(known -> known.matchesVariable(variable));
    }

    /** The name that {@code typed} was probably meant to be. */
    public static String nearest(String typed) {
        return ALL.keySet().stream()
                .min(Comparator.comparingInt(name -> distance(name, typed)))
                .orElseThrow();
    }

    /** How an environment variable of this setting is called. */
    static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9*]", "_").toUpperCase(Locale.ROOT);
    }

    private static Map<String, KnownSetting> all() {
        Map<String, KnownSetting> all = new LinkedHashMap<>();
        for (Class<?> mapping : MAPPINGS) {
            List<KnownSetting> found = new ArrayList<>();
            collect(mapping, mapping.getAnnotation(ConfigMapping.class).prefix(), false, found);
            found.forEach(setting -> all.merge(setting.name(), setting, KnownSettings::same));
        }
        return all;
    }

    /** Two services may read the same setting, but then it is one. One of them may need what the other does without. */
    private static KnownSetting same(KnownSetting one, KnownSetting other) {
        boolean differ = one.defaultValue() == null
                ? other.defaultValue() != null
                : !one.defaultValue().equals(other.defaultValue());
        if (differ) {
            throw new IllegalStateException(
                    "%s has two defaults: %s and %s".formatted(one.name(), one.defaultValue(), other.defaultValue()));
        }
        return one.optional() ? other : one;
    }

    private static void collect(Class<?> group, String prefix, boolean optional, List<KnownSetting> found) {
        for (Method method : methods(group)) {
            WithName own = method.getAnnotation(WithName.class);
            String name = prefix + "." + (own == null ? kebab(method.getName()) : own.value());
            Type type = method.getGenericReturnType();
            if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
                collect((Class<?>) map.getActualTypeArguments()[1], name + ".*", true, found);
                continue;
            }
            boolean absent = method.getReturnType() == Optional.class || method.getReturnType() == OptionalInt.class;
            Class<?> inner = absent
                            && type instanceof ParameterizedType of
                            && of.getActualTypeArguments()[0] instanceof Class<?> single
                    ? single
                    : method.getReturnType();
            if (isGroup(inner)) {
                collect(inner, name, optional || absent, found);
            } else {
                WithDefault value = method.getAnnotation(WithDefault.class);
                found.add(new KnownSetting(name, value == null ? null : value.value(), optional || absent, method));
            }
        }
    }

    private static List<Method> methods(Class<?> group) {
        return Arrays.stream(group.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static boolean isGroup(Class<?> type) {
        return type.isInterface() && type.getPackage() == KnownSettings.class.getPackage();
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's: how many letters have to be put in, left out or changed. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] here = new int[other.length() + 1];
            here[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                here[j] = Math.min(changed, Math.min(above[j], here[j - 1]) + 1);
            }
            above = here;
        }
        return above[other.length()];
    }
}
