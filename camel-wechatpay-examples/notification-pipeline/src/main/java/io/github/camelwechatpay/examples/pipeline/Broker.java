package io.github.camelwechatpay.examples.pipeline;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** ActiveMQ Artemis in this process, for the nodes: on loopback, nothing on disk. */
record Broker(EmbeddedActiveMQ server, String url) implements AutoCloseable {

    static Broker start() throws Exception {
        String url = "tcp://127.0.0.1:" + Ports.free();
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", url);
        EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
        return new Broker(server, url);
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
