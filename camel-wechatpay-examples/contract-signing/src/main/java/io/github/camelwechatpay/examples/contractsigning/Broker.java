package io.github.camelwechatpay.examples.contractsigning;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Runs ActiveMQ Artemis in this process. Only this process can connect, and messages are kept in memory. */
record Broker(EmbeddedActiveMQ server) implements AutoCloseable {

    private static final String URL = "vm://0";

    static Broker start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("in-vm", URL);
        EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
        return new Broker(server);
    }

    String url() {
        return URL;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The JMS broker does not stop", e);
        }
    }
}
