/** The smallest service there is: says that it started, and waits. */
final class Empty {

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("started");
        Thread.sleep(60_000);
    }
}
