package io.github.camelwechatpay.call;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Recognises paths of APIv2, and knows the operations of APIv3 that do the same. The paths are those of WeChat Pay's
 * documents of APIv2; many of them are still found in code and tutorials.
 */
public final class ApiV2 {

    private static final Set<String> FIRST_SEGMENTS = Set.of(
            "deposit",
            "mmpaymkttransfers",
            "mmpaysptrans",
            "papay",
            "pay",
            "payitil",
            "risk",
            "sandboxnew",
            "secapi",
            "tools",
            "v2",
            "xdc");

    private static final String ORDER = "v3/pay/transactions/out-trade-no/{out_trade_no}";
    private static final String CONTRACT =
            "v3/papay/sign/contracts/plan-id/{plan_id}/out-contract-code/{out_contract_code}";
    private static final List<String> TRANSFERS = List.of("v3/fund-app/mch-transfer/transfer-bills");
    private static final List<String> SHARING = List.of("v3/profitsharing/orders");
    private static final List<String> SIGNING = List.of("v3/papay/sign/contracts/pre-entrust-sign");

    /** Paths of APIv3 by the last segment of an APIv2 path. */
    private static final Map<String, List<String>> SUCCESSORS = Map.ofEntries(
            Map.entry(
                    "unifiedorder",
                    List.of(
                            "v3/pay/transactions/jsapi",
                            "v3/pay/transactions/native",
                            "v3/pay/transactions/app",
                            "v3/pay/transactions/h5")),
            Map.entry("micropay", List.of("v3/pay/transactions/codepay")),
            Map.entry("orderquery", List.of(ORDER, "v3/pay/transactions/id/{transaction_id}")),
            Map.entry("closeorder", List.of(ORDER + "/close")),
            Map.entry("reverse", List.of(ORDER + "/reverse")),
            Map.entry("refund", List.of("v3/refund/domestic/refunds")),
            Map.entry("refundquery", List.of("v3/refund/domestic/refunds/{out_refund_no}")),
            Map.entry("downloadbill", List.of("v3/bill/tradebill")),
            Map.entry("downloadfundflow", List.of("v3/bill/fundflowbill")),
            Map.entry("transfers", TRANSFERS),
            Map.entry("gettransferinfo", List.of("v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}")),
            Map.entry("send_coupon", List.of("v3/marketing/favor/users/{openid}/coupons")),
            Map.entry("profitsharing", SHARING),
            Map.entry("multiprofitsharing", SHARING),
            Map.entry("profitsharingquery", List.of("v3/profitsharing/orders/{out_order_no}")),
            Map.entry("profitsharingfinish", List.of("v3/profitsharing/orders/unfreeze")),
            Map.entry("profitsharingreturn", List.of("v3/profitsharing/return-orders")),
            Map.entry("profitsharingreturnquery", List.of("v3/profitsharing/return-orders/{out_return_no}")),
            Map.entry("profitsharingaddreceiver", List.of("v3/profitsharing/receivers/add")),
            Map.entry("profitsharingremovereceiver", List.of("v3/profitsharing/receivers/delete")),
            Map.entry("entrustweb", SIGNING),
            Map.entry("preentrustweb", SIGNING),
            Map.entry("contractorder", List.of("v3/pay/transactions/jsapi-with-contract")),
            Map.entry("pappayapply", List.of("v3/papay/pay/transactions/apply")),
            Map.entry("querycontract", List.of(CONTRACT)),
            Map.entry("deletecontract", List.of(CONTRACT + "/terminate")));

    private ApiV2() {}

    /**
     * Tells whether a path is one of APIv2.
     *
     * @param path without a leading slash; segments may also be joined by dots
     */
    public static boolean isPath(String path) {
        String[] segments = segments(path);
        return segments.length > 1 && FIRST_SEGMENTS.contains(segments[0])
                || SUCCESSORS.containsKey(segments[segments.length - 1]);
    }

    /**
     * Returns the path templates of the APIv3 operations that do the same as an APIv2 path.
     *
     * @param path only the last segment decides
     * @return empty if no such operation is known
     */
    public static List<String> successors(String path) {
        String[] segments = segments(path);
        return SUCCESSORS.getOrDefault(segments[segments.length - 1], List.of());
    }

    static Stream<String> successors() {
        return SUCCESSORS.values().stream().flatMap(List::stream);
    }

    private static String[] segments(String path) {
        String[] segments = path.toLowerCase(Locale.ROOT).split("[/.]");
        return segments.length == 0 ? new String[] {""} : segments;
    }
}
