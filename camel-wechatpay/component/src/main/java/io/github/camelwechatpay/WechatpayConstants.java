package io.github.camelwechatpay;

import org.apache.camel.spi.Metadata;

/** Holds the names of the message headers. No request or response can choose the name of a header. */
public final class WechatpayConstants {

    private static final String CONSUMER = "consumer";
    private static final String PRODUCER = "producer";

    @Metadata(
            label = PRODUCER,
            description = "HTTP method of a toD, where the operation has several or is not documented",
            javaType = "String")
    public static final String METHOD = "CamelWechatpayMethod";

    @Metadata(
            label = PRODUCER,
            description = "Values of the path's placeholders; when set they are taken from nowhere else",
            javaType = "Map<String, Object>")
    public static final String PATH = "CamelWechatpayPath";

    @Metadata(
            label = PRODUCER,
            description = "Query parameters, added to those of the URI; one of the same name replaces it",
            javaType = "Map<String, Object>")
    public static final String QUERY = "CamelWechatpayQuery";

    @Metadata(
            label = PRODUCER,
            description = "Region (cn, hk, us, eu), where the URI does not fix it",
            javaType = "String")
    public static final String REGION = "CamelWechatpayRegion";

    @Metadata(
            label = PRODUCER,
            description = "Marks retries of one request, where the operation is documented with header Idempotency-Key;"
                    + " up to 64 ASCII characters",
            javaType = "String")
    public static final String IDEMPOTENCY_KEY = "CamelWechatpayIdempotencyKey";

    @Metadata(label = PRODUCER, description = "HTTP status of the answer", javaType = "Integer")
    public static final String STATUS = "CamelWechatpayStatus";

    @Metadata(description = "Header Request-ID, to be quoted to WeChat Pay's support", javaType = "String")
    public static final String REQUEST_ID = "CamelWechatpayRequestId";

    @Metadata(description = "The WeChat Pay key that verified the message", javaType = "String")
    public static final String SERIAL = "CamelWechatpaySerial";

    @Metadata(
            description = "Merchant profile: the one that makes a call, where the URI does not fix it; the one that a"
                    + " notification is for, where there is one",
            javaType = "String")
    public static final String MERCHANT = "CamelWechatpayMerchant";

    @Metadata(
            label = CONSUMER,
            description = "Address that a refused notification came from, for exception handlers; null when unknown",
            javaType = "String")
    public static final String SOURCE = "CamelWechatpaySource";

    @Metadata(label = CONSUMER, description = "Merchant number whose keys opened the notification", javaType = "String")
    public static final String MCHID = "CamelWechatpayMchid";

    @Metadata(label = CONSUMER, description = "Event type, such as TRANSACTION.SUCCESS", javaType = "String")
    public static final String EVENT_TYPE = "CamelWechatpayEventType";

    @Metadata(label = CONSUMER, description = "Id of the notification", javaType = "String")
    public static final String NOTIFICATION_ID = "CamelWechatpayNotificationId";

    @Metadata(label = CONSUMER, description = "When the notification was created, RFC 3339", javaType = "String")
    public static final String CREATE_TIME = "CamelWechatpayCreateTime";

    @Metadata(label = CONSUMER, description = "Type of the notification's resource", javaType = "String")
    public static final String RESOURCE_TYPE = "CamelWechatpayResourceType";

    @Metadata(
            label = CONSUMER,
            description = "Type of the resource before encryption, such as transaction",
            javaType = "String")
    public static final String ORIGINAL_TYPE = "CamelWechatpayOriginalType";

    @Metadata(label = CONSUMER, description = "WeChat Pay's remark on the notification", javaType = "String")
    public static final String SUMMARY = "CamelWechatpaySummary";

    @Metadata(label = CONSUMER, description = "Day of the bill, yyyy-MM-dd", javaType = "String")
    public static final String BILL_DATE = "CamelWechatpayBillDate";

    @Metadata(
            label = CONSUMER,
            description = "The same for the same bill, and with split=true for the same row of it, whenever it is"
                    + " repeated",
            javaType = "String")
    public static final String BILL_ID = "CamelWechatpayBillId";

    @Metadata(label = CONSUMER, description = "With split=true the number of the row, from 1", javaType = "Long")
    public static final String BILL_ROW = "CamelWechatpayBillRow";

    @Metadata(
            label = CONSUMER,
            description = "With split=true, on the last row only: the summary of the bill, title to text",
            javaType = "Map<String, String>")
    public static final String BILL_SUMMARY = "CamelWechatpayBillSummary";

    private WechatpayConstants() {}
}
