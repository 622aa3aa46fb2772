package io.github.camelwechatpay;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Collects what some loggers write, stack traces included, and keeps it from the console. To be closed. */
final class NotifyLog implements AutoCloseable {

    private final Appender appender = new Appender();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final List<String> loggers;

    private NotifyLog(Level level, String... loggers) {
        this.loggers = Arrays.asList(loggers);
        appender.start();
        Configuration configuration = context.getConfiguration();
        this.loggers.forEach(name -> {
            LoggerConfig logger = new LoggerConfig(name, level, false);
            logger.addAppender(appender, level, null);
            configuration.addLogger(name, logger);
        });
        context.updateLoggers();
    }

    static NotifyLog of(Level level, String... loggers) {
        return new NotifyLog(level, loggers);
    }

    /** One per event: level, logger, message and stack trace. */
    List<String> lines() {
        return List.copyOf(appender.lines);
    }

    List<String> warnings() {
        return lines().stream().filter(line -> line.startsWith("WARN")).toList();
    }

    @Override
    public void close() {
        Configuration configuration = context.getConfiguration();
        loggers.forEach(configuration::removeLogger);
        context.updateLoggers();
        appender.stop();
    }

    private static final class Appender extends AbstractAppender {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Appender() {
            super(
                    "collector",
                    null,
                    PatternLayout.newBuilder()
                            .setPattern("%level %logger %msg%n%throwable")
                            .build(),
                    false,
                    Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(new String(getLayout().toByteArray(event), java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
