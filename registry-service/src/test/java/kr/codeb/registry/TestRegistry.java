package kr.codeb.registry;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldRequest;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.base.RegistryDirectory;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.FileStore;
import kr.codeb.registry.file.RealDisk;
import kr.codeb.registry.hold.EnvironmentLocks;
import kr.codeb.registry.hold.Holds;
import kr.codeb.registry.hold.MadeNotes;
import kr.codeb.registry.operation.OperationJournal;
import kr.codeb.registry.ssot.TakenPorts;
import kr.codeb.registry.store.Json;
import kr.codeb.settings.PortRange;
import kr.codeb.settings.RegistryConfig;

/** The registry's parts put together by hand, on any directory; closing and making it again is a restart. */
public final class TestRegistry implements AutoCloseable {

    public final TestConfig config;
    public final TakenPorts takenPorts = new TakenPorts();
    public final FileStore store;
    public final OperationJournal operations;
    public final EnvironmentLocks places;
    public final Holds holds;
    public final MadeNotes madeNotes;

    public TestRegistry(Path root) {
        this(new TestConfig(root), new RealDisk());
    }

    public TestRegistry(TestConfig config, Disk disk) {
        this.config = config;
        var directory = new RegistryDirectory(StartupCheck.check(config));
        store = new FileStore(directory.path(), disk, RegistryParts.beginnings(), takenPorts);
        operations = new OperationJournal(directory, disk, config);
        places = new EnvironmentLocks(directory);
        holds = new Holds(directory, places, store, operations, config);
        holds.restore();
        madeNotes = new MadeNotes(holds, operations);
    }

    /** The settings of a test; those that are not given have their defaults. */
    public record TestConfig(Path root, PortRange production, PortRange staging, int holdSeconds, int graceHours)
            implements RegistryConfig {

        public TestConfig(Path root) {
            this(root, new PortRange(4100, 4499), new PortRange(4500, 4999), 8, 48);
        }

        public TestConfig withProduction(PortRange range, PortRange staging) {
            return new TestConfig(root, range, staging, holdSeconds, graceHours);
        }

        @Override
        public Optional<String> baseDomain() {
            return Optional.of("codeb.kr");
        }

        @Override
        public Paths paths() {
            return () -> root;
        }

        @Override
        public PortRanges ports() {
            return new PortRanges() {
                @Override
                public PortRange production() {
                    return production;
                }

                @Override
                public PortRange staging() {
                    return staging;
                }
            };
        }

        @Override
        public Operations operations() {
            return new Operations() {
                @Override
                public int rememberedPerTeam() {
                    return 1000;
                }

                @Override
                public int idempotencyKeysPerTeam() {
                    return 10_000;
                }
            };
        }

        @Override
        public Keys keys() {
            return new Keys() {
                @Override
                public int livePerTeam() {
                    return 20;
                }

                @Override
                public int newPerMinute() {
                    return 30;
                }

                @Override
                public int ciMinutes() {
                    return 15;
                }

                @Override
                public int ciPerProject() {
                    return 3;
                }
            };
        }

        @Override
        public Hold hold() {
            return () -> holdSeconds;
        }
    }

    public Operation create(OperationKind kind, String project, Idempotency idempotency) {
        return operations
                .create(asked(kind, project, idempotency), anybody -> {})
                .operation();
    }

    public static NewOperation asked(OperationKind kind, String project, Idempotency idempotency) {
        return asked(kind, project, idempotency, "key_1");
    }

    public static NewOperation asked(OperationKind kind, String project, Idempotency idempotency, String by) {
        return new NewOperation(
                kind,
                "tool",
                project,
                Environment.PRODUCTION,
                "team_a",
                by,
                "c",
                Json.tree(Map.of("a", 1)),
                idempotency);
    }

    /** A new operation, held. */
    public Hold hold(OperationKind kind, String project) {
        return take(create(kind, project, null).id(), kind, "i1");
    }

    public Hold take(String id, OperationKind kind, String instance) {
        return new Hold(
                id, holds.take(id, new HoldRequest(kind.service(), instance)).fence());
    }

    @Override
    public void close() {
        holds.close();
        operations.close();
        store.close();
    }
}
