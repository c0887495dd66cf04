package kr.codeb.gateway.log;

import java.util.Arrays;
import java.util.logging.Handler;
import java.util.stream.Stream;
import kr.codeb.web.Correlation;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** How this process writes a line to its log now. */
final class LogLine {

    static final String ID = "c-17";

    private LogLine() {}

    static String of(String message) {
        Handler console = handlers(LogContext.getLogContext().getLogger("").getHandlers())
                .filter(ConsoleHandler.class::isInstance)
                .findFirst()
                .orElseThrow();
        Correlation.take(ID);
        try {
            ExtLogRecord line = new ExtLogRecord(Level.WARN, message, LogLine.class.getName());
            line.setLoggerName("kr.codeb.Some");
            line.copyMdc();
            return console.getFormatter().format(line);
        } finally {
            Correlation.clear();
        }
    }

    /** Quarkus puts its own handler around those that write. */
    private static Stream<Handler> handlers(Handler... outer) {
        return Arrays.stream(outer)
                .flatMap(handler -> handler instanceof ExtHandler around
                        ? Stream.concat(Stream.of(handler), handlers(around.getHandlers()))
                        : Stream.of(handler));
    }
}
