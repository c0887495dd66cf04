package kr.codeb.registry.ssot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** How many changes of a kind so many writers make a second; and how many the floor makes. */
final class Measure {

    private static final long SPAN_NANOS = 500_000_000;

    private final String what;
    private final BenchSite site;
    private final int writers;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> floors = new ArrayList<>();

    Measure(String what, BenchSite site, int writers) {
        this.what = what;
        this.site = site;
        this.writers = writers;
    }

    /** Changes by number, so many at most, and what is to be cleared away afterwards. */
    record Work(int most, IntConsumer change, Runnable afterwards) {

        static Work endless(IntConsumer change) {
            return new Work(Integer.MAX_VALUE, change, () -> {});
        }
    }

    interface Floor {
        void changeTogether(int writers) throws Exception;
    }

    void run(boolean counts) throws Exception {
        double floor = floorRate(site.floor(what));
        Work work = site.work(what, writers);
        double rate = rate(work);
        work.afterwards().run();
        if (counts) {
            floors.add(floor);
            rates.add(rate);
        }
    }

    private double floorRate(Floor floor) throws Exception {
        long start = System.nanoTime();
        int done = 0;
        for (; System.nanoTime() - start < SPAN_NANOS; done += writers) {
            floor.changeTogether(writers);
        }
        return done * 1e9 / (System.nanoTime() - start);
    }

    private double rate(Work work) throws Exception {
        var next = new AtomicInteger();
        var done = new AtomicInteger();
        long start = System.nanoTime();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                all.add(pool.submit(() -> {
                    for (int number;
                            System.nanoTime() - start < SPAN_NANOS
                                    && (number = next.getAndIncrement()) < work.most(); ) {
                        work.change().accept(number);
                        done.incrementAndGet();
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return done.get() * 1e9 / (System.nanoTime() - start);
    }

    String line() {
        return "%s %d %d %.0f %.0f"
                .formatted(
                        what,
                        site.projects(),
                        writers,
                        BenchSyncs.quantile(rates, 0.5),
                        BenchSyncs.quantile(floors, 0.5));
    }
}
