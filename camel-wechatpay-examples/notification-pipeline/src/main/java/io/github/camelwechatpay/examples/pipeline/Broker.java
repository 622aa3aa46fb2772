package io.github.camelwechatpay.examples.pipeline;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * Runs ActiveMQ Artemis in this process, on loopback and in memory. A message that cannot be processed is redelivered without
 * limit; by default Artemis drops it after ten attempts.
 */
record Broker(EmbeddedActiveMQ server, String url) implements AutoCloseable {

    private static final int FOREVER = -1;
    private static final int REDELIVERY_MILLIS = 200;

    static Broker start() throws Exception {
        String url = "tcp://127.0.0.1:" + Ports.free();
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("tcp", url)
                .addAddressSetting(
                        "#",
                        new AddressSettings().setMaxDeliveryAttempts(FOREVER).setRedeliveryDelay(REDELIVERY_MILLIS));
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
