package kr.codeb.provisioner.redis;

import io.quarkus.redis.client.RedisHostsProvider;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import kr.codeb.settings.ProvisionerConfig;
import kr.codeb.settings.SecretFile;

/** Tells Quarkus' Redis client where the administrator logs in, out of {@code codeb.storage.redis}: the password is in a file. */
@Singleton
@Identifier("codeb")
class AdministratorHost implements RedisHostsProvider {

    private final ProvisionerConfig config;

    AdministratorHost(ProvisionerConfig config) {
        this.config = config;
    }

    @Override
    public Set<URI> getHosts() {
        return Set.of(URI.create(url(config)));
    }

    static String url(ProvisionerConfig config) {
        ProvisionerConfig.Redis redis = config.storage().redis();
        return "redis://%s:%s@%s:%d"
                .formatted(
                        encoded(redis.user()),
                        encoded(SecretFile.read("codeb.storage.redis.password-file", redis.passwordFile())),
                        redis.host().orElse(config.storage().host()),
                        redis.port());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
