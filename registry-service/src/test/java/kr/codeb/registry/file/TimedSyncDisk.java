package kr.codeb.registry.file;

import java.io.IOException;
import java.nio.file.Path;

/** A disk whose syncs take a given time and do nothing, so that measurements do not depend on the machine's disk. */
public final class TimedSyncDisk extends ForwardingDisk {

    private final int millis;

    public TimedSyncDisk(Disk disk, int millis) {
        super(disk);
        this.millis = millis;
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return timed(super.create(file));
    }

    @Override
    public DiskFile append(Path file) throws IOException {
        return timed(super.append(file));
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        pause();
    }

    private DiskFile timed(DiskFile file) {
        return new ForwardingFile(file) {
            @Override
            public void sync() throws IOException {
                pause();
            }
        };
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopping) {
            throw new IOException(stopping);
        }
    }
}
