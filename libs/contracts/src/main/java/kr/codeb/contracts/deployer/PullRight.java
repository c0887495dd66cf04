package kr.codeb.contracts.deployer;

/** What an operator sets up so that the App Server may fetch private images: said before the first deploy, and when a pull is refused. */
public final class PullRight {

    private static final String GHCR = "ghcr.io";

    private PullRight() {}

    /** @param host an image registry's, {@code ghcr.io} */
    public static String of(String host) {
        String login = "a login in codeb.image-registries.\"%s\", with your team in its teams".formatted(host);
        return host.equals(GHCR)
                ? "The App Server fetches a private image from ghcr.io by %s: a GitHub account that may read the package, and as its password a token (classic) with read:packages. A public package needs none."
                        .formatted(login)
                : "The App Server fetches a private image from %s by %s.".formatted(host, login);
    }
}
