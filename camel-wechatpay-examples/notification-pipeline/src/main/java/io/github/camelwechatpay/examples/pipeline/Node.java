package io.github.camelwechatpay.examples.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * Runs a node that receives notifications. Properties configure it: system properties, else {@code application.properties}.
 * The node prints {@value #READY} when it accepts requests. It stops when its standard input ends, so that it never outlives
 * the process that started it.
 */
public final class Node {

    static final String READY = "ready";

    private Node() {}

    /** Starts the node. It exits with status 0 after a graceful stop. */
    public static void main(String[] args) throws Exception {
        Main camel = new Main();
        camel.configure().withRoutesBuilders(List.of(new NotificationRoutes(), new MissedCallbacks()));
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport main) {
                System.out.println(READY);
            }
        });
        Thread watch = new Thread(Node::stopWithInput, "input");
        watch.setDaemon(true);
        watch.start();
        camel.run();
    }

    private static void stopWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("Input cannot be read: " + e.getMessage());
        }
        System.exit(0);
    }
}
