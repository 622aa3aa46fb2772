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

/** Takes a path of the HTTP server that the application has, through the interface that the REST DSL uses. */
public record NotificationServer(CamelContext context, String component, String path) {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationServer.class);

    private static final String NO_SERVER = "No HTTP server for notifications: ";

    /**
     * Creates the component of the server before routes start. Camel JBang starts its server while the component is created,
     * and the server asks for the same component again: Camel allows that only before routes start, as with a route from
     * {@code platform-http:}. A component that cannot be created is reported by {@link #start}, since a route that never
     * starts needs no server.
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
     * @throws Exception when there is no such server, saying what to add or set
     */
    Consumer start(Processor processor) throws Exception {
        RestConsumerFactory factory = factory();
        RestConfiguration configuration = CamelContextHelper.getRestConfiguration(context, component);
        Consumer consumer = null;
        try {
            // Without consumes: the server would answer 415 to what we are to refuse ourselves
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
     * An answer that must be signed has a header Authorization, which platform-http takes for one of the request that came
     * back, and drops. No header of the request is in our answers. Other servers do not know the option.
     */
    private void passAuthorization(Consumer consumer) {
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(consumer.getEndpoint())
                .withProperty("returnHttpRequestHeaders", "true")
                .bind();
    }

    /** A server of its own without a port takes any free one: it would run, and nobody would ever find it. */
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

    /** Netty's binding takes a form to pieces before we see it, and closes the connection on one that is none: not as a bridge. */
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
