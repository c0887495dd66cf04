package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup that is not whole brings nothing; a full disk harms nothing. That a whole one makes a bare machine what the other was is tried
 * where there are two machines: {@code deploy/fresh-machine debian13 install}.
 */
@ExtendWith(Projects.class)
class BackupE2E {

    @TempDir
    static Path home;

    private static CommandLine codeb;
    private static Project shop;
    private static Path backup;

    @BeforeAll
    static void backUpAShop() throws IOException {
        codeb = CommandLine.onTheSandbox(home);
        shop = Project.fresh();
        shop.tool("workflow_init").call().ok();
        shop.deploy("ok:v1").call().ok();
        shop.promote().call().ok();
        shop.deploy("ok:v2").call().ok();
        shop.promote().call().ok();
        Storage.psql(shop.env("DATABASE_URL"), "CREATE TABLE guests (name text); INSERT INTO guests VALUES ('Ada')")
                .ok();
        Storage.redis(shop.env("REDIS_URL"), "SET", "a\n\"key\"", "\u00e9\u0001")
                .ok();
        Files.writeString(codeb.etc().resolve("setup.conf"), "base-domain=x\naddress=" + Sandbox.appHost() + "\n");
        backup = home.resolve("shop.backup");
        Shell.Output made = codeb.run("backup", "--with-databases", backup.toString());
        assertTrue(made.ok().err().contains("A KEY FOR BACKUPS WAS MADE"), made.err());
    }

    @Test
    void whatIsNotWholeIsRefused() throws IOException {
        Shell.Output proven =
                codeb.run("backup", "verify", "--json", backup.toString()).ok();
        JsonNode manifest = Text.json(proven.out());
        assertTrue(manifest.path("whole").asBoolean(), proven::toString);
        assertTrue(manifest.path("databases").toString().contains(shop.databaseName()), proven::toString);
        assertFalse(
                new String(Text.bytes(backup), StandardCharsets.ISO_8859_1).contains(shop.name()),
                "it is not encrypted");

        byte[] whole = Text.bytes(backup);
        for (int place : new int[] {30, 250, whole.length / 2, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[place] ^= 1;
            verifyRefuses(damaged, "");
        }
        verifyRefuses(Arrays.copyOf(whole, whole.length / 2), "is damaged or was cut off");
        verifyRefuses(Arrays.copyOf(whole, whole.length - 1), "is damaged or was cut off");
        verifyRefuses("hello".getBytes(StandardCharsets.UTF_8), "is not a backup of CodeB");
        verifyRefuses(new byte[0], "is not a backup of CodeB");
        verifyRefuses(sealed("tar -C \"$1\" -czf - codeb.properties"), "is not a backup of CodeB");
        verifyRefuses(
                sealed("tar -C \"$1\" -czf - --transform 's|.*|x|' codeb.properties; echo more"),
                "is not a backup of CodeB");
        verifyRefuses(
                changed("sed -i s/localhost/localhost/\\;1s/^/\\#/ etc/codeb.properties"),
                "etc/codeb.properties is not as its manifest says");
        verifyRefuses(changed("touch registry/more.json"), "registry/more.json is in it and not in its manifest");
        verifyRefuses(changed("rm registry/keys.json"), "registry/keys.json is in it and not in its manifest");
        verifyRefuses(
                changed("rm zone.txt; ln -s /etc/passwd zone.txt"), "holds something else than files and folders");
        verifyRefuses(changed("sed -i 's/\"format\": 1/\"format\": 2/' manifest.json"), "is of a newer CodeB");

        Path wrong = home.resolve("wrong.key");
        Shell.sh("age-keygen -o \"$1\"", wrong.toString()).ok();
        codeb.refused(1, "is not the key of", "backup", "verify", "--key", wrong.toString(), backup.toString());
        codeb.refused(1, "is no key for backups", "backup", "verify", "--key", backup.toString(), backup.toString());
        codeb.refused(
                1,
                "There is no backup",
                "backup",
                "verify",
                home.resolve("none").toString());
        codeb.bare("third").refused(1, "is not the key of", "restore", "--key", wrong.toString(), backup.toString());
        codeb.refused(1, "This machine has projects already", "restore", backup.toString());
        codeb.bare("third").refused(1, "There is no key", "restore", backup.toString());
        Shell.Output plan = codeb.bare("third")
                .refused(
                        0,
                        "this machine is set up",
                        "restore",
                        "--dry-run",
                        "--key",
                        codeb.key().toString(),
                        backup.toString());
        assertTrue(plan.err().contains("v2 active"), plan::toString);
    }

    private static void verifyRefuses(byte[] content, String sentence) throws IOException {
        Path file = home.resolve("bad.backup");
        Files.write(file, content);
        codeb.refused(1, sentence, "backup", "verify", file.toString());
    }

    /** What a script writes, encrypted with the right key. */
    private static byte[] sealed(String script) {
        Path file = home.resolve("sealed");
        Shell.sh(
                        "set -o pipefail; { " + script + "; } | age -r \"$(age-keygen -y \"$2\")\" -o \"$3\"",
                        codeb.etc().toString(),
                        codeb.key().toString(),
                        file.toString())
                .ok();
        return Text.bytes(file);
    }

    /** The backup with something in it changed, encrypted with the right key again. */
    private static byte[] changed(String script) {
        Path folder = home.resolve("opened");
        Shell.sh(
                        "rm -rf \"$3\" && mkdir \"$3\" && age -d -i \"$1\" \"$2\" | tar -xzf - -C \"$3\" && cd \"$3\" && "
                                + script,
                        codeb.key().toString(),
                        backup.toString(),
                        folder.toString())
                .ok();
        return sealed("tar -C \"" + folder + "\" -czf - .");
    }

    @Test
    void aFullDiskHarmsNothing() throws IOException {
        Path small = Files.createDirectory(home.resolve("small"));
        Shell.run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", small.toString())
                .ok();
        try {
            Path last = small.resolve("last.backup");
            Files.writeString(last, "the last good one");
            codeb.refused(1, "There is too little room in " + small, "backup", last.toString());
            assertEquals("the last good one", Text.of(last));
            // The room was there when it was looked for, and is taken while the backup is written.
            Shell.Output full = codeb.with(
                    Map.of("CODEB_BACKUP_RESERVE_MB", "-100"), "backup", "--with-databases", last.toString());
            assertEquals(1, full.exit(), full::toString);
            assertTrue(full.err().contains("There is no room for " + last), full::toString);
            assertEquals("the last good one", Text.of(last));
            assertEquals(List.of(last), Text.list(small));
            assertEquals(List.of(), Text.list(codeb.scratch()));
        } finally {
            Shell.run("umount", small.toString()).ok();
        }
        shop.tool("slot_status").call().ok();
    }

    @Test
    void oldOnesGoButNeverTheLastGoodOne() throws IOException {
        Files.createDirectories(codeb.backups());
        Path old = kept("codeb-20200101T000000Z.backup", 20);
        codeb.run("backup", "prune").ok();
        assertEquals(List.of(old), Text.list(codeb.backups()));

        Path newer = kept("codeb-20200102T000000Z.backup", 15);
        Path broken = kept("codeb-20200103T000000Z.backup", 1);
        Files.writeString(broken, "broken");
        Shell.Output nightly = codeb.run("backup", "--nightly").ok();
        assertTrue(nightly.err().contains("does not open"), nightly::toString);
        assertTrue(nightly.err().contains("is whole"), nightly::toString);
        List<Path> left = Text.list(codeb.backups());
        assertTrue(left.containsAll(List.of(newer, broken)) && !left.contains(old) && left.size() == 3, left::toString);
        assertEquals("rw-------", Text.mode(left.getLast()));
        codeb.run("backup", "prune", "--days", "0").ok();
    }

    private static Path kept(String name, int days) throws IOException {
        Path file = Files.copy(backup, codeb.backups().resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
        return file;
    }

    @Test
    void urlsFollowTheStorageServerAndNothingElseDoes() throws IOException {
        Path root = Files.createDirectories(home.resolve("urls"));
        Path env = Files.createDirectories(root.resolve("env/shop")).resolve(".env");
        Path release = Files.createDirectories(root.resolve("projects/shop/releases/production"))
                .resolve("0123456789ab.export");
        Files.createDirectories(root.resolve("env-backup"));
        Files.writeString(env, """
                DATABASE_URL=postgresql://u:p@10.0.0.2:5432/shop_db
                REDIS_URL="redis://u:p@10.0.0.2:6379/3"
                OTHER_URL=postgresql://u:p@10.0.0.2:5432/other
                """);
        Files.writeString(
                release, "export DATABASE_URL='postgresql://u:p@10.0.0.2:5432/shop_db'\nexport NEAR='@1020.0.2:'\n");
        Files.writeString(root.resolve("codeb.properties"), "codeb.paths.root=" + root + "\n");
        Shell.run(
                        Shell.PATIENCE,
                        Map.of("CLI", CommandLine.parts().toString(), "CODEB_ETC", root.toString()),
                        "bash",
                        "-c",
                        "set -Eeuo pipefail; source $CLI/lib.sh; source $CLI/restore.sh; rewrite_urls 10.0.0.2 db.example")
                .ok();
        assertEquals("""
                DATABASE_URL=postgresql://u:p@db.example:5432/shop_db
                REDIS_URL="redis://u:p@db.example:6379/3"
                OTHER_URL=postgresql://u:p@10.0.0.2:5432/other
                """, Text.of(env));
        assertEquals(
                "export DATABASE_URL='postgresql://u:p@db.example:5432/shop_db'\nexport NEAR='@1020.0.2:'\n",
                Text.of(release));
    }
}
