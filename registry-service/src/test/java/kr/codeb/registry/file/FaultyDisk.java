package kr.codeb.registry.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk on which one step fails: the N-th write (after half of it), sync, rename, link, delete or directory sync. */
public final class FaultyDisk extends ForwardingDisk {

    private final int failing;
    private final boolean allAfter;
    private int steps;

    /**
     * @param failing the number of the step that fails, from 1; 0: none
     * @param allAfter whether all steps after it fail too, as on a full or dead disk
     */
    public FaultyDisk(Disk disk, int failing, boolean allAfter) {
        super(disk);
        this.failing = failing;
        this.allAfter = allAfter;
    }

    /** Whether the failing step was reached. */
    synchronized boolean failed() {
        return failing > 0 && steps >= failing;
    }

    private synchronized boolean fails() {
        steps++;
        return failing > 0 && (steps == failing || allAfter && steps > failing);
    }

    private void step() throws IOException {
        if (fails()) {
            throw new IOException("the disk failed");
        }
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        step();
        return faulty(super.create(file));
    }

    @Override
    public DiskFile append(Path file) throws IOException {
        step();
        return faulty(super.append(file));
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        step();
        super.link(file, name);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step();
        super.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        super.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        step();
        super.syncDirectory(directory);
    }

    private DiskFile faulty(DiskFile file) {
        return new ForwardingFile(file) {
            @Override
            public void write(byte[] bytes) throws IOException {
                if (fails()) {
                    super.write(Arrays.copyOf(bytes, bytes.length / 2));
                    throw new IOException("no space is left");
                }
                super.write(bytes);
            }

            @Override
            public void sync() throws IOException {
                step();
                super.sync();
            }

            @Override
            public void cut(long length) throws IOException {
                step();
                super.cut(length);
            }
        };
    }
}
