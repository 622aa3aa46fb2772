package io.github.camelwechatpay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelwechatpay.body.BodyType;
import io.github.camelwechatpay.body.RequestBody;
import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.invoke.Invocation;
import io.github.camelwechatpay.invoke.InvokeInput;
import io.github.camelwechatpay.invoke.InvokeSigner;
import io.github.camelwechatpay.json.JsonObject;
import io.github.camelwechatpay.json.WireJson;
import io.github.camelwechatpay.merchant.Merchant;
import io.github.camelwechatpay.merchant.MerchantSelector;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Makes the signed parameters of a WeChat client. Sends nothing. */
class WechatpayInvokeProducer extends DefaultProducer {

    private final WechatpayEndpoint endpoint;
    private final Invocation invocation;

    private BodyType responseType;
    private MerchantSelector merchants;

    /**
     * Creates the producer of an endpoint.
     *
     * @throws IllegalArgumentException if the catalog of clients does not know the client
     */
    WechatpayInvokeProducer(WechatpayEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.invocation = Invocation.of(endpoint.name().name());
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        responseType = BodyType.of(
                endpoint.getCamelContext(), endpoint.getConfiguration().getResponseType(), "responseType");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        merchants = endpoint.merchantSelector();
        if (invocation.isSigned()) {
            merchants.check(region());
        }
    }

    @Override
    public void process(Exchange exchange) throws WechatpayCallException {
        String name = "wechatpay:" + endpoint.getOperation();
        try {
            JsonObject parameters = invocation.parameters(
                    new InvokeInput(body(exchange), endpoint.getAppid()), () -> signer(exchange.getMessage()));
            Object body = responseType.read(
                    WireJson.write(parameters), () -> parameters, List.of(), (pointer, value) -> value);
            RequestBody.forget(exchange);
            exchange.getMessage().setBody(body);
        } catch (GeneralSecurityException | ProviderException e) {
            throw Failures.notSent(
                    name, "it cannot be signed: check option requestSigner, or privateKey and cryptoProvider", e);
        } catch (IOException | RuntimeException e) {
            throw Failures.invalid(name, e);
        }
    }

    private JsonNode body(Exchange exchange) throws IOException {
        byte[] json = RequestBody.verbatim(endpoint.getConfiguration().getMaxFileSize())
                .of(exchange);
        return json == null ? JsonNodeFactory.instance.objectNode() : WireJson.parse(json);
    }

    private InvokeSigner signer(Message message) {
        Merchant merchant = merchants.of(message, region());
        return InvokeSigner.of(merchant.requireIdentity(), merchant.apiKey());
    }

    private Region region() {
        return Region.orDefault(endpoint.getConfiguration().getRegion());
    }
}
