package io.github.camelwechatpay.consumer;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a path of the HTTP server of the application, through the interface that the REST DSL uses. Thread-safe.
 *
 * @param component name of the Camel component of the server, such as {@code platform-http}
 */
public record NotificationServer(CamelContext context, String component, String path) {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationServer.class);

    private static final String NO_SERVER = "No HTTP server for notifications: ";

    /**
     * Creates the component of the server before routes start. Camel JBang starts its server while the component is
     * created, and the server asks for the same component again. Camel allows that only before routes start. A
     * component that cannot be created is reported by {@link #start}, because a route that never starts needs no
     * server.
     */
    public static void prepare(CamelContext context, String component) {
        try {
            context.getComponent(component, true);
        } catch (RuntimeException e) {
            LOG.debug("The HTTP server of component {} cannot be created before routes start", component, e);
        }
    }

    /**
     * Starts to receive POST requests.
     *
     * @throws Exception if there is no such server; the message tells what to add or set
     */
    Consumer start(Processor processor) throws Exception {
        RestConsumerFactory factory = factory();
        RestConfiguration configuration = CamelContextHelper.getRestConfiguration(context, component);
        Consumer consumer = null;
        try {
            // No media type in consumes: the server would answer 415 to requests that the dispatcher rejects and counts
            consumer = factory.createConsumer(
                    context, processor, "POST", path, null, null, null, configuration, parameters());
            requirePort(consumer);
            passAuthorization(consumer);
            ServiceHelper.startService(consumer);
            return consumer;
        } catch (Exception e) {
            ServiceHelper.stopAndShutdownService(consumer);
            throw new IllegalStateException(
                    "The HTTP server of component " + component + " does not take the path " + path + ": "
                            + e.getMessage() + advice(),
                    e);
        }
    }

    /**
     * Lets header Authorization of a signed response pass. Without this option, platform-http takes it for a header of
     * the request and drops it. {@link HttpNotification#answer} removes all headers of the request. Other servers do
     * not know the option.
     */
    private void passAuthorization(Consumer consumer) {
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(consumer.getEndpoint())
                .withProperty("returnHttpRequestHeaders", "true")
                .bind();
    }

    /** Rejects port 0: a server without a configured port takes any free port, where no request would ever arrive. */
    private void requirePort(Consumer consumer) {
        if (consumer.getEndpoint().getEndpointUri().matches("[^/]*//[^/]*:0/.*")) {
            throw new IllegalArgumentException("it has no port - set camel.rest.component=" + component
                    + " and camel.rest.port, or the same by restConfiguration() in a route builder");
        }
    }

    private String advice() {
        return "platform-http".equals(component)
                ? " - on plain camel-main set camel.server.enabled=true and have camel-platform-http-main on the class path"
                : "";
    }

    /**
     * Makes netty-http a bridge. Otherwise it would decode a form before the dispatcher sees the request, and close the
     * connection on a malformed form.
     */
    private Map<String, Object> parameters() {
        return "netty-http".equals(component) ? new HashMap<>(Map.of("bridgeEndpoint", true)) : new HashMap<>();
    }

    private RestConsumerFactory factory() {
        Component server;
        try {
            server = context.getComponent(component, true);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    NO_SERVER + "component " + component + " cannot be created. The cause says why", e);
        }
        if (server == null) {
            throw new IllegalArgumentException(NO_SERVER + "component " + component
                    + " is not on the class path - add camel-platform-http-main (plain Camel) or the platform-http of your"
                    + " runtime, or set option httpServerComponent");
        }
        if (server instanceof RestConsumerFactory factory) {
            return factory;
        }
        throw new IllegalArgumentException("Component " + component
                + " does not receive HTTP: set option httpServerComponent to one that does, such as platform-http,"
                + " undertow or netty-http");
    }
}
